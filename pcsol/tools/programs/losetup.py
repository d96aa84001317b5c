"""losetup(8): where the file behind a loop device lies, by numbers. The kernel's own /sys knows its path only."""

import re
from dataclasses import dataclass

from pcsol.errors import ToolFailedError, ToolUnreadableError
from pcsol.i18n import _
from pcsol.tools import plain_json
from pcsol.tools.world.question import Question
from pcsol.tools.world.world import World

_COLUMNS = "NAME,BACK-INO,BACK-MAJ:MIN"
LOSETUP = Question(("losetup", "--list", "--json", "--output", _COLUMNS), ("losetup.json",), seconds=10)


@dataclass(frozen=True, slots=True)
class Backing:
    """The device of the file system ("254:0") and the number of the file on it."""

    number: str
    inode: int


def read(world: World) -> dict[str, Backing]:
    """Return what is behind each loop device, by its name ("loop0"); it is told to root only. Raises ToolError."""
    call = world.ask(LOSETUP)
    if call.status:
        raise ToolFailedError(_("losetup could not list the loop devices."), details=call.stderr)
    return parse(call.stdout)


def parse(text: str) -> dict[str, Backing]:
    """Read the list; no output at all is none. Raises ToolUnreadableError."""
    try:
        plain = plain_json.loads(text) if text.strip() else {"loopdevices": []}
    except ValueError as err:
        raise ToolUnreadableError("losetup", details=str(err)) from err
    rows = plain.get("loopdevices") if isinstance(plain, dict) else None
    if not isinstance(rows, list):
        raise ToolUnreadableError("losetup", details="no loopdevices")
    found = {}
    for row in (one for one in rows if isinstance(one, dict)):
        name, number, inode = (str(row.get(key, "")).strip() for key in ("name", "back-maj:min", "back-ino"))
        if name.startswith("/dev/loop") and re.fullmatch(r"\d+:\d+", number) and inode.isdecimal():
            found[name.removeprefix("/dev/")] = Backing(number, int(inode))
    return found
