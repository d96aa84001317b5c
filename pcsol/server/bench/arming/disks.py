"""The disks by which a tower may be armed: what its last probe saw, or what it said of itself since."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row

from pcsol.server.bench.said import Said
from pcsol.server.towers.pages import opened


@dataclass(frozen=True, slots=True)
class Known:
    """A disk. `id`: as an order names it; the rest as the last probe saw it, None where it saw no such disk."""

    id: str
    model: str | None = None
    size_bytes: int | None = None


def of_tower(connection: Connection, row: Row[Any], said: Said | None) -> list[Known] | None:
    """Return the disks of a tower; None where not all of them are known by an id."""
    ids = _ids(row, said)
    if ids is None:
        return None
    seen = _seen(connection, row.number)
    return [seen.get(id_, Known(id_)) for id_ in ids]


def _ids(row: Row[Any], said: Said | None) -> list[str] | None:
    if said is not None and (row.probed_at is None or said.at >= row.probed_at) and said.progress.disks:
        return list(said.progress.disks) if all(said.progress.disks) else None
    found: list[str] | None = json.loads(row.disk_ids) if row.disk_ids else None
    return found


def _seen(connection: Connection, number: int) -> dict[str, Known]:
    probes = opened.probes(connection, number, 1)
    found = opened.probe(connection, number, probes[0].id).disks if probes else ()
    named = [(disk.serial or disk.wwn, disk) for disk in found or ()]
    return {id_: Known(id_, disk.model, disk.size_bytes) for id_, disk in named if id_}
