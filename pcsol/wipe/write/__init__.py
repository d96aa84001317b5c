"""Overwriting a disk at its own speed, around its bad sectors."""
