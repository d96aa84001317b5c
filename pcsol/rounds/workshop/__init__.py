"""A workshop at a terminal: a group's steps, one after the other, until it is closed."""
