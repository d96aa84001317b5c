"""What the tests of disks amount to."""
