"""Workshops on the disk: the shelf of their files, and what groups did."""
