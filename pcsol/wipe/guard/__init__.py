"""Every reason not to erase a disk. Pure, and closed when in doubt: what is not known is a reason."""
