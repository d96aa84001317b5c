"""The hall: one file per command: parse, call one room, hand the result to render."""
