"""A run that was interrupted: by what, and what that means for each test that was going on."""
