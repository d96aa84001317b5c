"""NVMe admin commands (NVM Express Base Specification 2.1) through NVME_IOCTL_ADMIN_CMD."""
