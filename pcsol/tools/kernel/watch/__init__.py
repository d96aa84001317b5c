"""What the kernel counts and keeps while a machine works: errors, traffic, crashes, its clock chip."""
