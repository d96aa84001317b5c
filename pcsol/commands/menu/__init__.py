"""What the guided menu sends for, by the commands' own functions."""
