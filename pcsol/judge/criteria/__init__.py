"""One criterion of a profile against the facts of one tower: met, not met, or not known. Pure."""
