"""What the newest grade of a tower says, in its row: lists and figures spoke from the last probe alone."""

import json
import zlib
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op
from pydantic import ValidationError

from pcsol.model.testing.grade import Grading
from pcsol.server.database.kinds import Moment, Number

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
    sa.column("graded_destination"), sa.column("tested_at", Moment), sa.column("function"),
)  # fmt: skip
_RECORD = sa.table(
    "record", sa.column("number", Number), sa.column("tower", Number), sa.column("kind"), sa.column("at", Moment),
    sa.column("newer", sa.Boolean()), sa.column("content", sa.LargeBinary()),
)  # fmt: skip


def upgrade() -> None:
    """Go to this version."""
    op.add_column("tower", sa.Column("probed_destination", sa.String(length=60), nullable=True))
    op.add_column("tower", sa.Column("graded_at", Moment, nullable=True))
    op.add_column("tower", sa.Column("graded_function", sa.String(length=1), nullable=True))
    op.add_column("tower", sa.Column("graded_destination", sa.String(length=60), nullable=True))
    op.add_column("tower", sa.Column("tested_at", Moment, nullable=True))
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
    for number, graded in _newest(connection):
        connection.execute(sa.update(_TOWER).where(_TOWER.c.number == number).values(graded))
    counts = (
        sa.or_(_TOWER.c.left_at.is_(None), _TOWER.c.left_at < _TOWER.c.graded_at),
        sa.or_(_TOWER.c.tested_at.is_(None), _TOWER.c.tested_at <= _TOWER.c.graded_at),
    )
    connection.execute(sa.update(_TOWER).where(*counts).values(function=_TOWER.c.graded_function))
    failed = sa.or_(_TOWER.c.function == "D", _TOWER.c.graded_destination == "parts")
    connection.execute(sa.update(_TOWER).where(failed).values(destination=_TOWER.c.graded_destination))


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
