"""Raw disks: opened alone, read and written past the page cache; and the streams that are written to them."""
