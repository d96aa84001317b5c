"""/proc/driver/rtc: whether the clock chip says that its battery holds (drivers/rtc/rtc-cmos.c: the VRT bit)."""

import re

from pcsol.errors import FactError
from pcsol.tools.world.world import World

_STATUS = re.compile(r"^batt_status\s*:\s*(\w+)", re.MULTILINE)


def battery_holds(world: World) -> bool | None:
    """Return what the chip says; None when this kernel or this chip does not tell."""
    try:
        found = _STATUS.search(world.read("/proc/driver/rtc"))
    except FactError:
        return None
    return {"okay": True, "dead": False}.get(found[1]) if found else None
