"""Drives made of Python, at the ioctl seam: honest to their standard, byte by byte, and able to lie on request."""
