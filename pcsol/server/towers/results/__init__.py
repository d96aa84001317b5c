"""What tests of a tower came to, and its grade: read from its records, and told in words."""
