"""Letters: records on their way from a bench to the hub, and how each side knows the other (pure)."""
