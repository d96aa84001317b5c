"""Whether a tower may enter a workshop, by what the hub knows of it."""

from typing import Any

from sqlalchemy import Connection, Row, select

from pcsol.checklist.entry import Obstacle, obstacle
from pcsol.model.inventory.tower import Became, DiskPaper, Tower
from pcsol.server.access.caller import Caller, Role
from pcsol.server.database.tables import workshop, workshop_group
from pcsol.server.hub import Hub
from pcsol.server.towers import erased, rows, summary
from pcsol.server.towers.pages import opened

# What an end of an erasure makes of a disk; a paper that nobody known signed proves nothing.
_BECAME: dict[str, Became] = {"accepted": "erased", "destroyed": "destroyed", "not-erased": "not-erased"}


def at_the_door(hub: Hub, caller: Caller, code: str, *, school: bool) -> Obstacle | None:
    """Say why the tower of this code may not enter; None: it may."""
    with hub.database.reading() as connection:
        row = rows.one(connection, caller, code, caller.structure)
        return obstacle(_told(connection, row) if row is not None else None, code, school=school)


def whose(hub: Hub, link: str) -> Caller | None:
    """Return somebody of the structure whose group has this link, to look at its own towers; None: nobody's link."""
    wanted = (
        select(workshop.c.structure)
        .join(workshop_group, workshop_group.c.workshop == workshop.c.number)
        .where(workshop_group.c.link == link)
    )
    with hub.database.reading() as connection:
        found = connection.scalar(wanted)
    return Caller("person", 0, "", found, Role.VOLUNTEER) if found is not None else None


def _told(connection: Connection, row: Row[Any]) -> Tower:
    """Return the tower as the door looks at it. A disk that was fitted since the last look is one that nobody knows."""
    facts = summary.opened(row._asdict())
    looks = opened.probes(connection, row.number, 1)
    seen = looks and not erased.has_unseen_disk(facts)
    return Tower(
        key=rows.name(row), code=row.code, lot=row.lot_name, donor_asset_number=row.asset, seen_at=row.seen_at,
        probe=opened.probe(connection, row.number, looks[0].id) if seen else None,
        papers=tuple(_papers(facts)),
    )  # fmt: skip


def _papers(facts: dict[str, Any]) -> list[DiskPaper]:
    """What was erased before the tower was last lent or given counts for nothing."""
    since = facts["left_at"]
    return [
        DiskPaper(disk=disk, became=_BECAME[proof.end], at=proof.at)
        for disk, proof in facts["proofs"].items()
        if proof.end in _BECAME and (since is None or proof.at > since)
    ]
