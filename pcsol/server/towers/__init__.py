"""Towers: what the hub makes of records, and what people do with them."""
