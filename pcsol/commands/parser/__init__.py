"""The words of the command line: Typer parses, and speaks the language of the moment.

Typer carries its own Click without gettext, so what it says is laid out and worded here.
"""
