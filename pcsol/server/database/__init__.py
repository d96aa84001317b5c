"""The hub's one database layer: its tables, the way to them, and their migrations. SQLite, or PostgreSQL by URL."""
