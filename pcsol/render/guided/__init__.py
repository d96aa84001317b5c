"""The screens of guided tests."""
