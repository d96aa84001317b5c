"""The cellar: every pipe from the street comes in here."""
