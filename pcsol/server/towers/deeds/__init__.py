"""What people do with a tower: change what is said of it, merge and split, and undo."""
