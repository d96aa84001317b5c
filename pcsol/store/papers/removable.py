"""Whether a folder lies on something that is carried about: what is kept there may be found, or copied, by anybody."""

import os
from pathlib import Path

from pcsol.store.live import stick

SYS = Path("/sys")
_USB = "/usb"
_MMC = "/mmc"


def is_removable(folder: Path, sys: Path = SYS) -> bool | None:
    """Say whether a folder, or the nearest one above it that is there, lies on a stick, a card or the live medium.

    None where no disk can be named behind it (memory, a network, an overlay).
    """
    if stick.live() is not None:
        return True
    try:
        there = next(part for part in (folder, *folder.parents) if part.exists())
        number = there.stat().st_dev
    except (OSError, StopIteration):
        return None
    return device_is_removable(sys / "dev/block" / f"{os.major(number)}:{os.minor(number)}")


def device_is_removable(place: Path) -> bool | None:
    """Say it of a block device in /sys (Documentation/ABI/testing/sysfs-block), through what it is made of."""
    try:
        device = place.resolve(strict=True)
        disk = device.parent if (device / "partition").exists() else device
        below = list((disk / "slaves").iterdir()) if (disk / "slaves").is_dir() else []
        if below:  # an encrypted stick is a dm device on a partition of it
            found = [device_is_removable(one) for one in below]
            return True if True in found else None if None in found else False
        carried = _USB in str(disk) or _MMC in str(disk)
        return carried or (disk / "removable").read_text("ascii").strip() == "1"
    except (OSError, ValueError):
        return None
