"""A group at this terminal: what it begins with, its steps, what is kept at its end."""
