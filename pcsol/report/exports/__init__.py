"""Towers in the shapes of other inventories. Pure: nouns in, plain objects or bytes out."""
