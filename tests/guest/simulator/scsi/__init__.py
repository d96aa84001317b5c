"""The SCSI side of a simulated disk: what Linux speaks to every /dev/sdX, an ATA drive included."""
