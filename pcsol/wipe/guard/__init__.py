"""Every reason not to erase a disk. Pure; fails closed: what is not known is a reason."""
