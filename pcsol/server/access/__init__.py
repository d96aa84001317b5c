"""Who may do what: people and stations, their passwords and tokens, and what is noted of it."""
