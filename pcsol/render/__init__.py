"""Screens. Rich lives here, alone."""
