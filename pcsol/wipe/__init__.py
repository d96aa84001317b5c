"""Erasing disks: survey and guard, plan, warrant, execute, verify, validate. Facts rise; only a warrant descends."""
