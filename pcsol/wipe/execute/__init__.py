"""What spends a warrant: looks again, does the steps, reads back, judges."""
