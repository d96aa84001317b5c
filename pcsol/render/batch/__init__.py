"""The screen of a batch, to be read from three metres away."""
