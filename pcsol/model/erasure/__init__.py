"""The nouns of erasure: what may be erased, how it would be, how far it is, what came of it."""
