"""Processor and devices."""
