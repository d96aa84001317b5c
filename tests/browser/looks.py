"""What the tower of a group says of itself: looks made from a recorded tower, and comparisons between them."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from pcsol.commands.looks import look_at
from pcsol.judge.compare import compare
from pcsol.model.hardware.devices import Load
from pcsol.model.hardware.machine import Tpm
from pcsol.model.probe import Clock, Probe
from pcsol.model.record import Record, TowerRef
from pcsol.store import records
from pcsol.tools.world.album import AlbumWorld

TOWER = "VAL-0042-D"
ALBUM = Path(__file__).resolve().parents[1] / "machines" / "made-up-optiplex-7010"
_LOAD = Load(
    chip="coretemp", wanted_seconds=60, seconds=60.0, threads=4, start_celsius=38.0, end_celsius=61.0,
    peak_celsius=61.0, limit_celsius=90.0, work_mib=90_000,
)  # fmt: skip


@cache
def with_one_stick() -> Probe:
    """The recorded tower with its disk out, so that it may enter; warmed, and with all its settings readable."""
    found = look_at(AlbumWorld(ALBUM))
    firmware = found.machine.firmware.model_copy(update={"secure_boot": False})
    machine = found.machine.model_copy(update={"firmware": firmware, "tpm": Tpm(present=False)})
    return found.model_copy(update={"disks": (), "hidden_storage": (), "load": _LOAD, "machine": machine})


@cache
def before() -> Probe:
    """The same tower with a second memory stick beside the recorded one."""
    memory = with_one_stick().memory
    first, second, *more = memory.slots or ()
    twin = first.model_copy(update={"handle": second.handle, "locator": second.locator, "serial": "0A1B2C3D"})
    changed = {"slots": (first, twin, *more), "installed_bytes": 2 * (memory.installed_bytes or 0)}
    return with_one_stick().model_copy(update={"memory": memory.model_copy(update=changed)})


def look(home: Path, found: Probe) -> Record:
    """Keep a look as the tower's own menu does."""
    return records.keep(home, "probe", found, _ref(found), _moment())


def compared(home: Path, was: Record, now: Probe) -> Record:
    """Keep a comparison, then the look that it ends with."""
    made = records.keep(home, "compare", compare(before(), now, was.id, None), _ref(now), _moment())
    look(home, now)
    return made


def _ref(found: Probe) -> TowerRef:
    return TowerRef(code=TOWER, marks=found.identity.marks)


def _moment() -> records.Moment:
    return records.Moment(datetime(2009, 1, 1, tzinfo=UTC), Clock(source="rtc"))  # its battery was out
