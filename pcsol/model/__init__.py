"""The nouns: frozen, typed, JSON both ways. `None` is *unknown*; an empty tuple is *none, and we could look*."""
