"""ATA commands through ATA PASS-THROUGH (16): SAT-4 and ACS-4, or the older standard that a docstring names."""
