"""Lots: what a donor gave, with the donor's own list, and the proof that goes back to them."""
