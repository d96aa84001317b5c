"""Records that arrive: read and checked, counted to a tower, kept. Only `sorter` touches the database."""
