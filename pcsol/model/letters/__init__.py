"""Letters: what is carried from a bench to the hub by hand, and what the hub answers."""
