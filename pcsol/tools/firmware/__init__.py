"""The line to a disk's own firmware: commands sent by ioctl, answers read as bytes. No outside program, no text.

Exit codes of hdparm and sg3_utils say 0 where the drive refused (seen); so nothing here asks them.
"""
