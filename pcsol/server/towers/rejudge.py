"""Judge again what papers prove: the key that signed them has become known, or is believed no more.

A paper counts by who signed it, not by who brought it: a bench may have carried those of another one.
"""

import json
import zlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, select, update

from pcsol.model.papers.signers import Signer
from pcsol.model.record import Record
from pcsol.server.database.tables import record, tower
from pcsol.server.letters.judged import bodies
from pcsol.server.stations.signers import signers
from pcsol.server.towers import erased, rebuild

_AT_ONCE = 200


class _Found(NamedTuple):
    number: int
    tower: int


def believe(connection: Connection, structure: int, key: str) -> None:
    """Look again at the papers that this key (hex) signed before it was known (by stick, or from an older PCSol)."""
    _look_again(connection, structure, key, record.c.proven.contains('"unproven"'))


def believe_no_more(connection: Connection, structure: int, key: str) -> None:
    """Look again at all papers that this key (hex) signed: it was forgotten, and what it alone proved is unproven."""
    _look_again(connection, structure, key, record.c.proven.is_not(None))


def _look_again(connection: Connection, structure: int, key: str, which: ColumnElement[bool]) -> None:
    found = list(_carrying(connection, structure, key, which))
    known = tuple(signers(connection, structure))
    towers = sorted({one.tower for one in found})
    for first in range(0, len(towers), _AT_ONCE):
        some = towers[first : first + _AT_ONCE]
        held = rebuild.hold(connection, *some)
        _judge(connection, (one.number for one in found if one.tower in held), known)
        for before in held.values():
            rebuild.rebuild(connection, before)


def _carrying(connection: Connection, structure: int, key: str, which: ColumnElement[bool]) -> Iterator[_Found]:
    """Give the records in which a paper of this key is, in order; only towers with papers are looked through."""
    with_papers = select(tower.c.number).where(tower.c.structure == structure, tower.c.proofs != erased.closed({}))
    wanted = (
        select(record.c.number, record.c.tower, record.c.content)
        .where(record.c.tower.in_(with_papers), record.c.newer.is_(False), which)
        .order_by(record.c.number)
    )
    for row in connection.execute(wanted.execution_options(yield_per=_AT_ONCE)):
        if key.encode() in zlib.decompress(row.content):
            yield _Found(row.number, row.tower)


def _judge(connection: Connection, numbers: Iterable[int], known: tuple[Signer, ...]) -> None:
    for number in numbers:
        row = connection.execute(select(record.c.content, record.c.arrived_at).where(record.c.number == number)).one()
        found = bodies.looked_at(Record.from_json(json.loads(zlib.decompress(row.content))), lambda: known)
        proven = erased.closed(erased.by_disk(found.proven, row.arrived_at))
        connection.execute(update(record).where(record.c.number == number).values(proven=proven))
