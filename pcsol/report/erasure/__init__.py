"""Erasure in words: techniques, levels, verdicts, plans and ends. Pure."""
