"""The letter box on a screen."""
