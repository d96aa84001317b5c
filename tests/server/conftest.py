"""What the tests of the hub share; tests/browser has it as well."""

from tests.server.databases import clock, database_url, empty_url, house, hub, pattern, socket

__all__ = ["clock", "database_url", "empty_url", "house", "hub", "pattern", "socket"]
