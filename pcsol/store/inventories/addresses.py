"""Where `inventories.yaml` lies. It holds passwords: nobody but its owner should be able to read it."""

import stat
from contextlib import suppress
from pathlib import Path

from pcsol.judge.profiles.inventories import parse_inventories
from pcsol.model.inventory.addresses import AnyAddress
from pcsol.store.texts import read_text

FILE = "inventories.yaml"


def addresses(home: Path) -> dict[str, AnyAddress]:
    """Return the inventories by name; none where there is no such file. Raises ProfileError, with the line."""
    try:
        text = read_text(home / FILE, FILE)
    except OSError:
        return {}
    return parse_inventories(text, FILE)


def may_be_read_by_others(home: Path) -> bool:
    """Tell whether the file's mode lets others read it. On FAT, the mode is that of the whole stick."""
    with suppress(OSError):
        return bool((home / FILE).stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))
    return False
