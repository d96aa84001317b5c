"""The cheapest change that makes a destination fit. Pure; what cannot be known is said to be checked, never guessed."""
