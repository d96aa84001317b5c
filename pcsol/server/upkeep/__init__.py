"""Keeping the hub well: is it alive, its figures, its backups."""
