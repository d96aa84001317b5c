"""The disk's own erase commands, by ioctl: SG_IO (ATA and SCSI) and NVME_IOCTL_ADMIN_CMD."""
