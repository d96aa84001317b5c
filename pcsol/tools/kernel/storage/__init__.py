"""Who uses which block device: one file per place of /proc and /sys where users show. None is *could not look*."""
