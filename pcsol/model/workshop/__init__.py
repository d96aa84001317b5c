"""Workshops: what the files of `profiles/workshops` say, and what happens in a room."""
