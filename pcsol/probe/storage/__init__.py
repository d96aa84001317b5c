"""Disks, those that hide, and what is asked about each."""
