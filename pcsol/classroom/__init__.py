"""The pages of a workshop: of each group, and of the facilitator. Whoever serves them hands over a room and a shelf."""
