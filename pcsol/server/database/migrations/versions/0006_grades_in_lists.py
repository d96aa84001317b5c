"""What the newest grade of a tower says, in its row: lists and figures spoke from the last probe alone."""

import json
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op
from pydantic import ValidationError

from pcsol.model.probe import Probe
from pcsol.model.testing.grade import Grading
from pcsol.server.database.kinds import Moment, Number
from pcsol.server.towers import summary

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_AT_ONCE = 500
_MOST_DESTINATION = 60
_HERE = sa.text("merged_into IS NULL")
_COUNTED = ("structure", "state", "destination", "health", "erasure")
# As they are in this version: later ones may have other columns.
_TOWER = sa.table(
    "tower", sa.column("number", Number), sa.column("left_at", Moment), sa.column("destination"),
    sa.column("probed_destination"), sa.column("graded_at", Moment), sa.column("graded_function"),
    sa.column("graded_destination"), sa.column("tested_at", Moment), sa.column("part_at", Moment),
    sa.column("other_at", Moment), sa.column("function"),
)  # fmt: skip
_RECORD = sa.table(
    "record", sa.column("number", Number), sa.column("tower", Number), sa.column("kind"), sa.column("at", Moment),
    sa.column("newer", sa.Boolean()), sa.column("content", sa.LargeBinary()),
)  # fmt: skip
_EVENT = sa.table("event", sa.column("tower", Number), sa.column("kind"), sa.column("at", Moment))
_PARTS = ("part-taken", "part-fitted", "part-undone")


def upgrade() -> None:
    """Go to this version."""
    op.add_column("tower", sa.Column("probed_destination", sa.String(length=60), nullable=True))
    op.add_column("tower", sa.Column("graded_at", Moment, nullable=True))
    op.add_column("tower", sa.Column("graded_function", sa.String(length=1), nullable=True))
    op.add_column("tower", sa.Column("graded_destination", sa.String(length=60), nullable=True))
    op.add_column("tower", sa.Column("tested_at", Moment, nullable=True))
    op.add_column("tower", sa.Column("part_at", Moment, nullable=True))
    op.add_column("tower", sa.Column("other_at", Moment, nullable=True))
    op.add_column("tower", sa.Column("function", sa.String(length=1), nullable=True))
    op.drop_index("ix_tower_park", "tower")
    _fill(op.get_bind())
    op.create_index(
        "ix_tower_park", "tower", [*_COUNTED, "function", "merged_into"], unique=False,
        sqlite_where=_HERE, postgresql_where=_HERE,
    )  # fmt: skip


def _fill(connection: sa.Connection) -> None:
    """Let the rows say what records say that came before."""
    connection.execute(sa.update(_TOWER).values(probed_destination=_TOWER.c.destination))
    tested = sa.select(sa.func.max(_RECORD.c.at)).where(_RECORD.c.kind == "test", _RECORD.c.tower == _TOWER.c.number)
    connection.execute(sa.update(_TOWER).values(tested_at=tested.scalar_subquery()))
    _fill_parts(connection)
    for number, graded in _newest(connection):
        changed = {**graded, "other_at": _other_at(connection, number)}
        connection.execute(sa.update(_TOWER).where(_TOWER.c.number == number).values(changed))
    counts = (
        sa.or_(_TOWER.c.left_at.is_(None), _TOWER.c.left_at < _TOWER.c.graded_at),
        sa.or_(_TOWER.c.part_at.is_(None), _TOWER.c.part_at < _TOWER.c.graded_at),
        sa.or_(_TOWER.c.other_at.is_(None), _TOWER.c.other_at <= _TOWER.c.graded_at),
        sa.or_(_TOWER.c.tested_at.is_(None), _TOWER.c.tested_at <= _TOWER.c.graded_at),
    )
    connection.execute(sa.update(_TOWER).where(*counts).values(function=_TOWER.c.graded_function))
    failed = sa.or_(_TOWER.c.function == "D", _TOWER.c.graded_destination == "parts")
    connection.execute(sa.update(_TOWER).where(failed).values(destination=_TOWER.c.graded_destination))


def _fill_parts(connection: sa.Connection) -> None:
    """By records, and by what people did at the hub."""
    told = sa.union_all(
        sa.select(_RECORD.c.tower, _RECORD.c.at).where(_RECORD.c.kind == "part"),
        sa.select(_EVENT.c.tower, _EVENT.c.at).where(_EVENT.c.kind.in_(_PARTS)),
    ).subquery()
    last = sa.select(sa.func.max(told.c.at)).where(told.c.tower == _TOWER.c.number)
    connection.execute(sa.update(_TOWER).values(part_at=last.scalar_subquery()))


def _other_at(connection: sa.Connection, number: int) -> datetime | None:
    """Return when a look at a graded tower last found another one than the look before. Of the others nobody asks: a
    grade that comes behind a newer look has the row made anew."""
    wanted = (
        sa.select(_RECORD.c.at, _RECORD.c.content)
        .where(_RECORD.c.tower == number, _RECORD.c.kind == "probe", _RECORD.c.newer.is_(sa.false()))
        .order_by(_RECORD.c.at, _RECORD.c.number)
    )
    before, found = None, None
    for row in connection.execute(wanted):
        seen = summary.of_probe(Probe.from_json(json.loads(zlib.decompress(row.content))["body"]))
        if before is not None and summary.has_changed(before, seen):
            found = row.at
        before = seen
    return found


def _newest(connection: sa.Connection) -> Iterator[tuple[int, dict[str, Any]]]:
    """Give what the newest grade of each tower says that has one which can be read."""
    towers = list(connection.scalars(sa.select(_RECORD.c.tower).where(_RECORD.c.kind == "grade").distinct()))
    for first in range(0, len(towers), _AT_ONCE):
        wanted = (
            sa.select(_RECORD.c.tower, _RECORD.c.at, _RECORD.c.content)
            .where(_RECORD.c.tower.in_(towers[first : first + _AT_ONCE]), _RECORD.c.kind == "grade")
            .where(_RECORD.c.newer.is_(sa.false()))
            .order_by(_RECORD.c.at, _RECORD.c.number)
        )
        found: dict[int, dict[str, Any]] = {}
        for row in connection.execute(wanted):
            said = _said(row.content)
            if said is not None:
                found[row.tower] = {**said, "graded_at": row.at}
        yield from found.items()


def _said(content: bytes) -> dict[str, Any] | None:
    try:
        grading = Grading.from_json(json.loads(zlib.decompress(content)).get("body") or {})
    except ValidationError:
        return None
    to = grading.destination
    fits = to is not None and len(to) <= _MOST_DESTINATION and to.isprintable()
    return {"graded_function": grading.function, "graded_destination": to if fits else None}
