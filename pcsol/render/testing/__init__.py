"""Tests on a screen: while they go on, and what came of them."""
