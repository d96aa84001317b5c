"""Judge again what papers prove, once the key that signed them is known: what was unproven may be proven now."""

import json
import zlib

from sqlalchemy import Connection, select, update

from pcsol.model.record import Record
from pcsol.server.database.tables import record
from pcsol.server.letters.judged import bodies
from pcsol.server.stations.signers import signers
from pcsol.server.towers import rebuild


def rejudge(connection: Connection, station: int, structure: int) -> None:
    """Look again at the papers that this station sent before its key was known (by stick, or from an older PCSol)."""
    rows = connection.execute(
        select(record.c.number, record.c.tower, record.c.content)
        .where(record.c.station == station, record.c.newer.is_(False), record.c.proven.contains('"unproven"'))
        .order_by(record.c.number)
    ).all()
    held = rebuild.hold(connection, *sorted({row.tower for row in rows}))
    known = tuple(signers(connection, structure))
    for row in rows:
        found = bodies.looked_at(Record.from_json(json.loads(zlib.decompress(row.content))), lambda: known)
        proven = json.dumps({one.disk: one.end for one in found.proven})
        connection.execute(update(record).where(record.c.number == row.number).values(proven=proven))
    for before in held.values():
        rebuild.rebuild(connection, before)
