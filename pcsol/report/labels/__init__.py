"""Sheets of labels for towers: where labels lie on their paper (`layouts`), and the paper (`sheet`)."""
