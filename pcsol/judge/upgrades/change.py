"""A change, and how much trouble it is.

Effort is about euros for used parts plus the work, as one refurbishing bench feels them (local choice, no source). Only
the order that it gives is used; it is never shown as a price.
"""

from dataclasses import dataclass

from pcsol.model.verdict import Upgrade

EFFORT_PER_STICK = 3
EFFORT_PER_STICK_TAKEN_OUT = 3
EFFORT_PER_GIB = {"DDR": 8, "DDR2": 5, "DDR3": 1, "DDR4": 3, "DDR5": 6}
EFFORT_PER_GIB_UNKNOWN = 5
EFFORT_PER_DISK = 15
EFFORT_PER_DISK_GB = 0.05
SMALLEST_DISK_GB = 120  # a smaller one is no easier to find
EFFORT_PER_GRAPHICS_CARD = 30


@dataclass(frozen=True, slots=True)
class Change:
    """An upgrade as it is shown, and its effort."""

    upgrade: Upgrade
    effort: float
