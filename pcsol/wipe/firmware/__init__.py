"""Erasing by the drive's own commands: what it can do, doing it, and its own word on how that ended.

"Completed" means that the drive was seen to run and to end well. It is never proof: a drive may lie, and whether
anything is left is found out by reading (pcsol.wipe.readback, pcsol.wipe.canary).
"""
