"""Raw disks: opened alone, read and written past the page cache."""
