"""What the kernel's own findings amount to."""
