"""Disks that a program makes (TCMU, USB/IP): honest ones, and ones that lie, fail, freeze and stall.

Runs inside the guest, on the medium's own Python and nothing but its standard library. Its drives follow ACS-4 (ATA),
SAT-4 (ATA through SCSI), SPC-5 and SBC-4 (SCSI); where a mode departs from them, `spec.py` says how. No disk of a mode
is ever touched by a test through anything but its /dev name.
"""
