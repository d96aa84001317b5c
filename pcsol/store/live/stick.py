"""The live medium that PCSol runs from: where it notes what it knows, and how its stick is."""

import os
import time
from pathlib import Path

from pcsol.model.settings import Settings
from pcsol.tools.kernel.live_medium import LiveMedium, parse

_TICK_SECONDS = 0.1


def live() -> Path | None:
    """Return the folder in memory where the live medium notes things (PCSOL_LIVE); None on any other system."""
    folder = os.environ.get("PCSOL_LIVE", "")
    return Path(folder) if folder.startswith("/") else None


def medium(folder: Path) -> LiveMedium:
    """Return what is known of the stick; nothing known is a missing one."""
    try:
        return parse((folder / "state").read_text("utf-8", errors="replace"))
    except OSError:
        return LiveMedium()


def is_mounted(folder: Path) -> bool:
    """Tell whether the live medium says that its partition for records is mounted, be it to be read only."""
    return medium(folder).state in ("mounted", "read-only")


def is_settled(folder: Path, seconds: float) -> bool:
    """Wait until the drivers are loaded and the disks are named, so many seconds at most; return whether they are."""
    until = time.monotonic() + seconds
    while not (folder / "settled").exists():
        if time.monotonic() >= until:
            return False
        time.sleep(_TICK_SECONDS)
    return True


def switch_off(folder: Path) -> None:
    """Let the tower go off: the live medium looks for this file (image/base, pcsol-off.path)."""
    (folder / "off").touch()


def spoken(settings: Settings, chosen: str) -> str | None:
    """Return the language to speak: English from the start menu, then the settings; None: as the environment says.

    On the live medium French is what nobody chose; elsewhere PCSOL_LANG is a choice, whatever it says.
    """
    if chosen.lower().startswith("en") or (chosen and live() is None):
        return None
    return settings.language
