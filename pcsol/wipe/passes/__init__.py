"""What every pass over a disk has in common, whether it writes or reads."""
