"""The letter box: what waits for the hub, the way there, and one adapter per other inventory."""
