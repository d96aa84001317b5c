"""A run of hardware tests on one tower: from the plan to its record's body."""
