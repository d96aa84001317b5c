"""Guided tests at the tower's own screen and keyboard."""
