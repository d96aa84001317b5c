"""Records turned into HTML, labels and pictures. Touches nothing."""
