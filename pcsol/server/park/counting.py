"""Count towers in groups, and what came and went in a week: from indexes alone, whatever the number of towers."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from pcsol.server.database.tables import event, tower
from pcsol.server.towers.states import ANNOUNCED, WITHDRAWN


class Group(NamedTuple):
    """So many towers that are alike in all of this."""

    structure: int
    state: str
    destination: str | None
    health: str | None
    erasure: str | None
    function: str | None
    number: int


@dataclass(frozen=True, slots=True)
class Week:
    """What came in and was given in one week, by structure. `late`: structure and day of announcement of each tower
    that was announced before it came: it counts to this week, and not to that one."""

    made: Counter[int] = field(default_factory=Counter)
    given: Counter[int] = field(default_factory=Counter)
    late: tuple[tuple[int, datetime], ...] = ()


def groups(connection: Connection) -> list[Group]:
    """Return all towers in groups: one pass over the index `ix_tower_park`, which has all that is asked for."""
    columns = (
        tower.c.structure, tower.c.state, tower.c.destination, tower.c.health, tower.c.erasure, tower.c.function
    )  # fmt: skip
    query = (
        select(*columns, func.count())
        .where(tower.c.merged_into.is_(None), tower.c.state != WITHDRAWN)
        .group_by(*columns)
    )
    return [Group(*row) for row in connection.execute(query)]


def week(connection: Connection, begins: datetime, ends: datetime) -> Week:
    """Return what came in and went out between two moments."""
    made = connection.execute(
        select(tower.c.structure, func.count())
        .where(tower.c.made_at >= begins, tower.c.made_at < ends, tower.c.state.not_in((ANNOUNCED, WITHDRAWN)))
        .group_by(tower.c.structure)
    )
    # `events.note` writes JSON with a blank after the colon; what was undone does not count.
    done = (event.c.kind == "state", event.c.at >= begins, event.c.at < ends, event.c.undone_by.is_(None))
    given = connection.execute(
        select(event.c.structure, func.count())
        .where(*done, event.c.details.contains('"to": "given"', autoescape=True))
        .group_by(event.c.structure)
    )
    late = connection.execute(
        select(tower.c.structure, tower.c.made_at)
        .join(event, event.c.tower == tower.c.number)
        .where(*done, event.c.details.contains(f'"from": "{ANNOUNCED}"', autoescape=True))
    )
    return Week(
        Counter({row[0]: row[1] for row in made}), Counter({row[0]: row[1] for row in given}),
        tuple((row[0], row[1]) for row in late),
    )  # fmt: skip
