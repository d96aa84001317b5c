"""Stations: how one is enrolled, what it is doing, whose papers are believed."""
