"""SCSI commands (SBC-4, SPC-5) through SG_IO."""
