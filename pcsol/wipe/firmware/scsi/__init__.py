"""SCSI and SAS drives: SANITIZE. eMMC: secure discard."""
