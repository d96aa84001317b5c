"""Papers on a screen."""
