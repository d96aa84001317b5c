"""The album: recordings of whole machines as readable folders, pseudonymised; and the way in from other programs."""
