"""What may be said of a tower as a whole."""
