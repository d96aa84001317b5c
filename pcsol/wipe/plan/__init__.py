"""Which technique, in which order, and what it may claim. Pure."""
