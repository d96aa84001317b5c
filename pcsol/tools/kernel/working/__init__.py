"""What the kernel tells of a machine that works: memory that may be used, the pace of the processor."""
