"""Find a hub, and be enrolled there by a short code."""
