"""A group's own pages: one tower's workshop, no account."""
