"""The page of the bench: every tower at once, in words that are read from three metres."""
