"""Programs that make a machine work: how each is started, and what it says in the end."""
