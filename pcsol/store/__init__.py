"""The embedded store: records as files, written whole."""
