"""Gather: ask everything at once, each with its own time limit."""
