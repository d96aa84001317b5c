"""What the firmware says of the machine (SMBIOS), as dmidecode(8) prints it: versions 2.9 to 3.6."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from pcsol.errors import FactMissingError, NotPermittedError, ToolFailedError, ToolUnreadableError
from pcsol.i18n import _
from pcsol.tools.world.question import Call, Question
from pcsol.tools.world.world import World

QUESTION = Question(("dmidecode",), ("dmidecode.txt",))

FIRMWARE, SYSTEM, BOARD, CHASSIS = 0, 1, 2, 3
OEM_STRINGS, MEMORY_ARRAY, MEMORY_DEVICE = 11, 16, 17
BATTERY, HARDWARE_SECURITY, TPM, AMT = 22, 24, 43, 130

_HANDLE = re.compile(r"Handle 0x([0-9A-Fa-f]{1,8}),?\s+DMI type (\d{1,3})\b")
_HEADER = re.compile(r"# dmidecode \d")
_FIELD = re.compile(r"([^:]+):(?:\s+(.*))?$")
_ABSENT = re.compile(r"no smbios nor dmi entry point found|/dev/mem: no such file", re.IGNORECASE)
_FORBIDDEN = re.compile(r"permission denied|operation not permitted", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Structure:
    """One SMBIOS structure. `fields` are as printed, stripped; `lists` holds the lines indented below a field.

    The handle is unique on a sane machine only. A field printed twice keeps its first value.
    """

    handle: str
    type: int
    title: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)


def read(world: World) -> tuple[Structure, ...]:
    """Ask the world. Raises NotPermittedError, FactMissingError (no SMBIOS), ToolFailedError and what `ask` raises."""
    call = world.ask(QUESTION)
    if _HANDLE.search(call.stdout):
        return parse(call.stdout)
    said = call.stdout + call.stderr
    if _FORBIDDEN.search(said):
        raise NotPermittedError(QUESTION.program)
    if _ABSENT.search(said):
        raise FactMissingError("SMBIOS")
    raise _failure(call)


def _failure(call: Call) -> ToolFailedError | ToolUnreadableError:
    if call.status == 0:
        return ToolUnreadableError(QUESTION.program, details=call.stdout[:500])
    return ToolFailedError(
        _("dmidecode failed with status {status}.").format(status=call.status),
        details=call.stderr[:500],
    )


def parse(text: str) -> tuple[Structure, ...]:
    """Return every structure of a dump, in its order, however it begins or ends.

    Where several dumps lie in one file (one run per keyword), a handle of an earlier one is not told again. Raises
    ToolUnreadableError when there is no structure at all.
    """
    found: list[Structure] = []
    for dump in _HEADER.split(text):
        known = {one.handle for one in found}
        found += [one for one in _structures(dump) if one.handle not in known]
    if not found:
        raise ToolUnreadableError(QUESTION.program, details=text[:500])
    return tuple(found)


def _structures(dump: str) -> Iterator[Structure]:
    starts = list(_HANDLE.finditer(dump))
    for start, after in zip_longest(starts, starts[1:]):
        end = after.start() if after else len(dump)
        yield _structure("0x" + start[1].upper(), int(start[2]), dump[start.end() : end].splitlines()[1:])


def _structure(handle: str, kind: int, lines: list[str]) -> Structure:
    """A title without indent, fields one step in, their lists two steps in; what has no colon says nothing."""
    fields: dict[str, str] = {}
    lists: dict[str, list[str]] = {}
    title, step, name = "", 0, ""
    for line in lines:
        bare = line.strip()
        indent = len(line) - len(line.lstrip())
        if not indent:
            title = title or bare
            continue
        step = step or indent
        if indent > step:
            lists.setdefault(name, []).append(bare)
        elif match := _FIELD.match(bare):
            name = match[1].strip()
            fields.setdefault(name, (match[2] or "").strip())
    return Structure(handle, kind, title, fields, {name: tuple(items) for name, items in lists.items()})
