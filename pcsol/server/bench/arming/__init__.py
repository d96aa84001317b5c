"""Arming: a person's leave to erase certain disks of certain towers of one open lot, for two hours."""
