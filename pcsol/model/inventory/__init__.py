"""Other inventories: what of a tower goes there, how they are reached, and what became of a sending."""
