"""Hardware tests: what a tower does when it is asked to work, not only what it says of itself."""
