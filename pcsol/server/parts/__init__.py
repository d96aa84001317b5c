"""Parts that were taken from towers, the stock they make, and the towers they were fitted to."""
