"""Towers in a hub, as tests of them need: sent by a bench, named by their number, compared whole."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from pcsol.model.intake import Intake
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
