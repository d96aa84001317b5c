"""The keyboard: every key lights up when it comes."""
