"""What the tests of disks share."""
