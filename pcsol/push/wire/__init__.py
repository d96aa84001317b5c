"""The wire to the hub: requests with limits, which certificate is believed, what an answer means."""
