"""Workshops at the hub: the pages of `pcsol.classroom`, with plans and events in the database."""
