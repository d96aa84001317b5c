"""Workshops in PCSOL_HOME: what they follow, and what happened in them."""
