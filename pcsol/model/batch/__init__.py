"""A batch: where it is with a tower, what it tells the hub, and what the hub wants of it."""
