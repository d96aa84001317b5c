"""Screens about other inventories."""
