"""Suspend to memory and back, woken by the clock chip (Linux, Documentation/admin-guide/pm/sleep-states.rst).

A drive that the firmware froze at the start is often not frozen again on the way back from S3. "s2idle" does not take
the power away, so only "deep" is used.
"""

import os
import re
from pathlib import Path

from pcsol.errors import FactError
from pcsol.tools.world.world import World

MEM_SLEEP, STATE, WAKE_ALARM = "/sys/power/mem_sleep", "/sys/power/state", "/sys/class/rtc/rtc0/wakealarm"


def can_sleep_deeply(world: World) -> bool | None:
    """Say whether "deep" is offered and a clock can wake the machine; None when the kernel does not tell."""
    try:
        offered = world.read(MEM_SLEEP)
    except FactError:
        return None
    return "deep" in re.findall(r"[a-z0-9]+", offered) and world.names("/sys/class/rtc/rtc0") is not None


def sleep_deeply(seconds: int, root: Path = Path("/")) -> None:
    """Suspend to memory for some seconds. Raises OSError where the kernel refuses; comes back when awake again."""
    os.sync()
    _tell(root, MEM_SLEEP, "deep")
    _tell(root, WAKE_ALARM, "0")  # an alarm that is set already would refuse a new one
    _tell(root, WAKE_ALARM, f"+{seconds}")
    _tell(root, STATE, "mem")


def _tell(root: Path, path: str, word: str) -> None:
    (root / path.lstrip("/")).write_text(word, "ascii")
