"""disk-read: a disk is read, in part or in full; nothing is written."""

from pcsol.diagnostics.unattended.disk_read.making import jobs

__all__ = ["jobs"]
