"""Plans, runs and notes of hardware tests."""
