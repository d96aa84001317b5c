"""Sound out and in: what is played and recorded here, and what a person hears."""
