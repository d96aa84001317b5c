"""Whose papers are believed: the stations of a structure, with the days between which their keys count."""

from sqlalchemy import Connection, select, true

from pcsol.model.papers.signers import Signer
from pcsol.server.database.tables import station, structure


def signers(connection: Connection, of_structure: int | None) -> list[Signer]:
    """Return the signers of a structure; of all of them for None. A revoked key that may be in other hands is none."""
    rows = connection.execute(
        select(station.c.name, station.c.papers_key, station.c.papers_until, structure.c.name.label("whose"))
        .join(structure, structure.c.number == station.c.structure)
        .where(
            station.c.papers_key.is_not(None),
            true() if of_structure is None else station.c.structure == of_structure,
            (station.c.revoked_at.is_(None)) | (station.c.papers_until.is_not(None)),
        )
        .order_by(station.c.number)
    )
    return [
        Signer(station=row.name, structure=row.whose, public_key=row.papers_key, valid_until=row.papers_until)
        for row in rows
    ]
