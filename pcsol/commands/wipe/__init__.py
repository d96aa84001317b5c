"""`pcsol wipe`: erase disks, with proof."""
