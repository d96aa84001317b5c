"""The highest level that a technique may claim: NIST SP 800-88r2 with IEEE 2883, judged apart from the plan.

A plan may be wrong, or an erasure may say more than it should: what stands on paper is looked at a second time.
"""

from collections.abc import Iterable

from pcsol.model.erasure.plan import FIRMWARE, Level
from pcsol.model.hardware.disk import Disk

RANK: dict[Level, int] = {"none": 0, "clear": 1, "purge": 2}
# SANITIZE reaches what the host cannot address; NVMe Format and SECURITY ERASE on flash are clear (IEEE 2883).
_SANITIZE = frozenset(name for name in FIRMWARE if "-sanitize-" in name)
_ENHANCED = "ata-security-erase-enhanced"
_NEVER = ("usb", "mmc", "loop")


def highest(techniques: Iterable[str], disk: Disk, *, direct: bool | None, told_all: bool) -> Level:
    """Return the most that these techniques may claim on this disk; "none" for no technique at all.

    Overwriting is clear on every medium. Memory cards and sticks are never purged, nor what is behind a bridge
    (`direct` false), is no disk, or did not tell whether it hides an area (`told_all` false): no command is known to
    reach one.
    """
    used = set(techniques)
    if not used:
        return "none"
    if disk.medium == "flash" or disk.bus in _NEVER or direct is False or not told_all:
        return "clear"
    return "purge" if used & _SANITIZE or (_ENHANCED in used and disk.medium == "hdd") else "clear"
