"""One file per part of /proc and /sys that is read directly."""
