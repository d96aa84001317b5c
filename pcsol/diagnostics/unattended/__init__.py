"""Tests that need nobody."""
