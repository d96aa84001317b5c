"""Migrations: one file per version, in order. Old ones are never changed."""
