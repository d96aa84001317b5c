"""Towers in a hub, as tests of them need: sent by a bench, named by their number, compared whole."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from pcsol.model.intake import Intake
from pcsol.model.reason import Reason
from pcsol.model.testing.grade import Grading
from pcsol.model.testing.run import Evidence, Tested, TestRun
from pcsol.server.access.caller import Caller, Role
from pcsol.server.database.tables import event, mark, record, tower
from pcsol.server.towers import summary
from tests.server import house
from tests.server.house import Bench, House, marks, probe
from tests.towers import GOOD_DISK, MACHINE, WHEN

COORDINATOR = Caller("person", 1, "Camille", None, Role.COORDINATOR)


def intake(code: str = "VAL-0042-D", asset: str | None = None) -> Intake:
    return Intake(taken_at=WHEN, pcsol="0.1", code=code, donor_asset_number=asset)


def seen(house_: House, bench: Bench, serial: str, code: str | None = None, **changes: Any) -> dict[str, Any]:
    """Let a bench see a tower: its serial is its mark, its model and its disk bear it as well."""
    disk = GOOD_DISK.model_copy(update={"serial": f"Z{serial}"})
    machine = MACHINE.model_copy(update={"model": f"Modèle {serial}", "serial": serial})
    found = probe(machine=machine, **{"disks": (disk,), **changes})
    return bench.sends(house.record(found, house_.clock(), code=code, seen=marks(serial)))


def run_of(*more: Tested) -> TestRun:
    """A run of tests with one of each result."""
    found = (
        Tested(id="memory", kind="unattended", title="Memory", seconds=1, result="passed", evidence=(
            Evidence(code="memory-program", value="stressapptest", text="Tested by stressapptest."),
        )),
        Tested(id="network", kind="unattended", title="Network", seconds=1, result="failed", reasons=(
            Reason(code="no-link", text="No cable with life in it."),
        )),
        Tested(id="sensors", kind="unattended", title="Sensors", seconds=1, result="not-testable", required=False),
        Tested(id="eyes", kind="guided", title="Eyes", seconds=1),
        Tested(id="disk-read.sda", kind="unattended", title="Reading", seconds=1, result="to-look-at"),
        *more,
    )  # fmt: skip
    return TestRun(
        id="x", profile="quick", taken_at=WHEN, pcsol="0", source="live", planned_seconds=1, seconds=1.0, tests=found
    )


def grading(**changes: Any) -> Grading:
    """The grade of a tower that works, and of which a disk was not erased that day."""
    plain = {
        "function": "B", "look": "C", "label": "second-hand", "destination": "family",
        "reasons": (Reason(code="failed", value="fans", text="Fans: they stand still."),
                    Reason(code="not-erased", value=1, text="OF THAT DAY")),
    }  # fmt: skip
    return Grading(taken_at=WHEN, pcsol="0", **plain | changes)


def rows(house_: House) -> dict[int, dict[str, Any]]:
    """Every tower, its marks and how many records count to it."""
    with house_.hub.database.reading() as connection:
        found = {
            row["number"]: summary.opened(dict(row))
            for row in connection.execute(select(tower).order_by(tower.c.number)).mappings()
        }  # fmt: skip
        for row in found.values():
            row["marks"] = set()
            row["counted"] = 0
        for one in connection.execute(select(mark)):
            found[one.tower]["marks"].add((one.kind, one.value))
        for one in connection.execute(select(record.c.tower)):
            found[one.tower]["counted"] += 1
    return found


def do(house_: House, deed: Callable[..., Any], *what: Any, by: Caller = COORDINATOR) -> Any:
    """Do something as a person does it, in a transaction of its own."""
    with house_.hub.database.writing() as connection:
        return deed(connection, house_.clock(), by, *what)


def last_event(house_: House, kind: str) -> int:
    with house_.hub.database.reading() as connection:
        wanted = select(event.c.number).where(event.c.kind == kind).order_by(event.c.number.desc()).limit(1)
        return int(connection.execute(wanted).scalar_one())
