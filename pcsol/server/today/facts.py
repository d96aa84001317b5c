"""What the page of today shows. Every query is bounded and has its index: a busy day costs no more than a calm one."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, func, or_, select, text

from pcsol.server.access.caller import Caller
from pcsol.server.database.tables import event, record, refusal, station, structure, tower
from pcsol.server.pages.words import ZONE
from pcsol.server.today import progress
from pcsol.server.today.progress import Doing
from pcsol.server.towers import rows
from pcsol.server.towers.rows import Wanted
from pcsol.server.towers.states import ANNOUNCED, WITHDRAWN

MOST_TOWERS = 40
# Figures of a day are counted up to here, then it is "more than".
MOST_COUNTED = 2_000
_MOST_TO_LOOK_AT = 15
_NOT_HERE_YET = (ANNOUNCED, WITHDRAWN)
_LOOK_BACK = timedelta(days=7)
_ODD = text("(record.newer OR record.standing <> 'signed')")


@dataclass(frozen=True, slots=True)
class Busy:
    """A station, and what it says it is doing. `now`: whether it said so within the last minutes."""

    row: Row[Any]
    doing: list[Doing]
    now: bool


@dataclass(frozen=True, slots=True)
class Look:
    """What a person should look at."""

    doubts: list[Row[Any]]
    failing: list[Row[Any]]
    broken: list[Row[Any]]
    not_erased: list[Row[Any]]
    odd: list[Row[Any]]
    refused: list[Row[Any]]

    @property
    def count(self) -> int:
        """How many things; of each kind there may be more than are listed."""
        return sum(map(len, (self.doubts, self.failing, self.broken, self.not_erased, self.odd, self.refused)))


@dataclass(frozen=True, slots=True)
class Today:
    """The day so far."""

    since: datetime
    towers: list[Row[Any]]
    figures: dict[str, int]
    stations: list[Busy]
    look: Look


def today(connection: Connection, caller: Caller, now: datetime) -> Today:
    """Return the day so far of what the caller sees. The day is Paris's."""
    since = datetime.combine(now.astimezone(ZONE).date(), time(), ZONE)
    seen = [
        row
        for row in rows.page(connection, caller, Wanted(most=rows.MOST, but=_NOT_HERE_YET)).rows
        if row.seen_at >= since
    ]
    return Today(
        since, seen[:MOST_TOWERS], _figures(connection, caller, since), _stations(connection, caller, now),
        _look(connection, caller, now, seen),
    )  # fmt: skip


def _figures(connection: Connection, caller: Caller, since: datetime) -> dict[str, int]:
    towers = select(tower.c.number).where(
        tower.c.seen_at >= since, caller.within(tower.c.structure), tower.c.merged_into.is_(None),
        tower.c.state.not_in(_NOT_HERE_YET),
    )  # fmt: skip
    records = select(record.c.number).where(record.c.arrived_at >= since, caller.within(record.c.structure))

    def went(to: str) -> Select[Any]:
        # `events.note` writes JSON with a blank after the colon; what was undone does not count.
        return select(event.c.number).where(
            event.c.kind == "state", event.c.at >= since, caller.within(event.c.structure),
            event.c.undone_by.is_(None), event.c.details.contains(f'"to": "{to}"', autoescape=True),
        )  # fmt: skip

    asked = {"towers": towers, "records": records, "ready": went("ready"), "given": went("given")}
    return {name: _counted(connection, query) for name, query in asked.items()}


def _counted(connection: Connection, query: Select[Any]) -> int:
    some = query.limit(MOST_COUNTED + 1).subquery()
    return connection.scalar(select(func.count()).select_from(some)) or 0


def _stations(connection: Connection, caller: Caller, now: datetime) -> list[Busy]:
    found = connection.execute(
        select(station, structure.c.name.label("structure_name"))
        .join(structure, structure.c.number == station.c.structure)
        .where(caller.within(station.c.structure), station.c.revoked_at.is_(None))
        .order_by(station.c.progress_at.desc().nulls_last(), station.c.name, station.c.number)
    )
    fresh = now - timedelta(minutes=10)
    return [
        Busy(row, progress.read(row.progress), row.progress_at is not None and row.progress_at > fresh)
        for row in found
    ]  # fmt: skip


def _look(connection: Connection, caller: Caller, now: datetime, seen: list[Row[Any]]) -> Look:
    here = [row for row in seen if row.state not in ("destroyed", "recycled")]
    return Look(
        doubts=_doubts(connection, caller),
        failing=[row for row in here if row.health == "D"][:_MOST_TO_LOOK_AT],
        broken=[row for row in here if row.function == "D"][:_MOST_TO_LOOK_AT],
        not_erased=[row for row in here if row.erasure == "none"][:_MOST_TO_LOOK_AT],
        odd=_odd(connection, caller, now), refused=_refused(connection, caller, now),
    )  # fmt: skip


def _doubts(connection: Connection, caller: Caller) -> list[Row[Any]]:
    return list(connection.execute(
        select(tower.c.number, tower.c.code, tower.c.model, tower.c.doubt, tower.c.seen_at)
        .where(caller.within(tower.c.structure), tower.c.doubt.is_not(None), tower.c.merged_into.is_(None))
        .order_by(tower.c.seen_at.desc(), tower.c.number).limit(_MOST_TO_LOOK_AT)
    ))  # fmt: skip


def _odd(connection: Connection, caller: Caller, now: datetime) -> list[Row[Any]]:
    """Return records of stations that nobody signed, and those of a newer PCSol."""
    return list(connection.execute(
        select(
            record.c.id, record.c.kind, record.c.newer, record.c.standing, record.c.arrived_at, tower.c.code,
            record.c.tower.label("number"), station.c.name.label("station_name"),
        )
        .join(tower, tower.c.number == record.c.tower).join(station, station.c.number == record.c.station)
        .where(caller.within(record.c.structure), _ODD, record.c.arrived_at > now - _LOOK_BACK)
        .order_by(record.c.arrived_at.desc()).limit(_MOST_TO_LOOK_AT)
    ))  # fmt: skip


def _refused(connection: Connection, caller: Caller, now: datetime) -> list[Row[Any]]:
    """Return what was refused, but for what was mended and kept since."""
    same = record.c.structure == refusal.c.structure, record.c.id == refusal.c.record
    kept = select(record.c.number).where(*same).exists()
    return list(connection.execute(
        select(refusal, station.c.name.label("station_name"))
        .join(station, station.c.number == refusal.c.station)
        .where(caller.within(refusal.c.structure), refusal.c.at > now - _LOOK_BACK, or_(refusal.c.status == 409, ~kept))
        .order_by(refusal.c.number.desc()).limit(_MOST_TO_LOOK_AT)
    ))  # fmt: skip
