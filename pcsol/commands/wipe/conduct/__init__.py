"""While disks are being erased: threads, signals, progress, and what is kept at the end."""
