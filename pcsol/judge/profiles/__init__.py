"""Profile files, as a coordinator writes them -> nouns, or an error that helps. Pure."""
