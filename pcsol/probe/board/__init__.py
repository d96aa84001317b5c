"""What the firmware tells: the machine, its memory slots, its locks."""
