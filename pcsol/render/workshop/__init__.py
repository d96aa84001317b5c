"""Screens of a workshop: one idea each, large, for people who stand."""
