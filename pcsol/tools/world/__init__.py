"""The world: one meter for all pipes, live or recorded."""
