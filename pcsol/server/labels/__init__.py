"""Sheets of labels: for towers that are here, and with new codes for those that will come."""
