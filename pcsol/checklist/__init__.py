"""Guided lists, thought through: what a file says, where a group stands, what to redo. Pure."""
