"""Open a tower for a page: find it, name it, read its records."""

import json
import zlib
from typing import Any

from sqlalchemy import Connection, Row, select

from pcsol.model.probe import Probe
from pcsol.server import faults
from pcsol.server.access.caller import Caller
from pcsol.server.database.tables import record, station
from pcsol.server.towers import rows


def tower(connection: Connection, caller: Caller, name: str) -> Row[Any]:
    """Return the tower of this name. Raises Fault 404."""
    found = rows.one(connection, caller, name)
    if found is None:
        raise faults.not_found()
    return found


def probes(connection: Connection, number: int, most: int = 200) -> list[Row[Any]]:
    """Return the probes of a tower that this hub can read, the newest first, without their content."""
    wanted = (
        select(record.c.number, record.c.id, record.c.at, record.c.operator)
        .where(record.c.tower == number, record.c.kind == "probe", record.c.newer.is_(False))
        .order_by(record.c.at.desc(), record.c.number.desc())
        .limit(most)
    )
    return list(connection.execute(wanted))


def record_of(connection: Connection, number: int, id_: str) -> Row[Any]:
    """Return a record of a tower, with its station; None: the hub made it. Raises Fault 404."""
    wanted = (
        select(record, station.c.name.label("station_name"))
        .outerjoin(station, station.c.number == record.c.station)
        .where(record.c.tower == number, record.c.id == id_)
    )
    found = connection.execute(wanted).first()
    if found is None:
        raise faults.not_found()
    return found


def plain(row: Row[Any]) -> dict[str, Any]:
    """Return the record itself, as it was sent."""
    found = json.loads(zlib.decompress(row.content))
    assert isinstance(found, dict)  # noqa: S101  # letters.letter keeps nothing else
    return found


def probe(connection: Connection, number: int, id_: str) -> Probe:
    """Return the probe of this record. Raises Fault 404 for a record that is none."""
    found = record_of(connection, number, id_)
    if found.kind != "probe" or found.newer:
        raise faults.not_found()
    return Probe.from_json(plain(found)["body"])
