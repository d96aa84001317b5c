"""Judge again what papers prove: the key that signed them has become known, or is believed no more."""

import json
import zlib
from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, select, update

from pcsol.model.papers.signers import Signer
from pcsol.model.record import Record
from pcsol.server.database.tables import record
from pcsol.server.letters.judged import bodies
from pcsol.server.stations.signers import signers
from pcsol.server.towers import erased, rebuild

_AT_ONCE = 200


def rejudge(connection: Connection, station: int, structure: int) -> None:
    """Look again at the papers that this station sent before its key was known (by stick, or from an older PCSol)."""
    _look_again(connection, station, structure, record.c.proven.contains('"unproven"'))


def believe_no_more(connection: Connection, station: int, structure: int) -> None:
    """Look again at all papers that this station sent: its key was forgotten, and what it alone proved is unproven."""
    _look_again(connection, station, structure, record.c.proven.is_not(None))


def _look_again(connection: Connection, station: int, structure: int, which: ColumnElement[bool]) -> None:
    rows = connection.execute(
        select(record.c.number, record.c.tower)
        .where(record.c.station == station, record.c.newer.is_(False), which)
        .order_by(record.c.number)
    ).all()
    known = tuple(signers(connection, structure))
    towers = sorted({row.tower for row in rows})
    for first in range(0, len(towers), _AT_ONCE):
        some = towers[first : first + _AT_ONCE]
        held = rebuild.hold(connection, *some)
        _judge(connection, (row.number for row in rows if row.tower in held), known)
        for before in held.values():
            rebuild.rebuild(connection, before)


def _judge(connection: Connection, numbers: Iterable[int], known: tuple[Signer, ...]) -> None:
    for number in numbers:
        row = connection.execute(select(record.c.content, record.c.arrived_at).where(record.c.number == number)).one()
        found = bodies.looked_at(Record.from_json(json.loads(zlib.decompress(row.content))), lambda: known)
        proven = erased.closed(erased.by_disk(found.proven, row.arrived_at))
        connection.execute(update(record).where(record.c.number == number).values(proven=proven))
