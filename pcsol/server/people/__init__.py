"""People and structures: who is let in, with which role, and the log of what everybody did."""
