"""Tests that need eyes, ears and hands: one screen each."""
