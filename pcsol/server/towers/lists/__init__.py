"""Many towers: the list with its filters and columns, the list as a file, several at once."""
