"""Snapshots that other programs took of whole machines, turned into albums."""
