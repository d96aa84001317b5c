"""The pages of one tower: what it is, its records and papers, comparing, and what is done to it."""
