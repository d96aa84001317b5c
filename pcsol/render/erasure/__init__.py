"""Erasure on a terminal: what may be erased, how far it is."""
