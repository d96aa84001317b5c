"""The nouns of the batch: what a tower says of itself to the hub, and what the hub wants of it."""
