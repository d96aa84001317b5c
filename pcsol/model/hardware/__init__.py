"""What a tower is made of."""
