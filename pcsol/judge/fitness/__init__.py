"""One tower against one destination or system, and what follows from it. Pure."""
