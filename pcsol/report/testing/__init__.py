"""Tests in words: what is planned, and what came of them."""
