"""What is known of towers, for the labels with their codes."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from pcsol.report.labels.facts import Facts, Parts, Worth, of
from pcsol.server.access.caller import Caller
from pcsol.server.database.tables import tower
from pcsol.server.pages.words import ZONE
from pcsol.server.towers.pages import shown
from pcsol.server.towers.results import grades
from pcsol.server.towers.results.grades import Graded


def facts(connection: Connection, caller: Caller, codes: Iterable[str], now: datetime) -> dict[str, Facts]:
    """Return, by code, what is printed of each tower that was graded; a code that two structures have is left out.

    Words are in the language of the moment.
    """
    wanted = select(tower).where(
        tower.c.code.in_(set(codes)), tower.c.merged_into.is_(None), caller.within(tower.c.structure)
    )
    rows = list(connection.execute(wanted))
    graded = grades.of_towers(connection, rows)
    named = [row.code for row in rows]
    return {
        row.code: _facts(row, graded[row.number], now)
        for row in rows if row.number in graded and named.count(row.code) == 1
    }  # fmt: skip


def _facts(row: Row[Any], found: Graded, now: datetime) -> Facts:
    grading = found.grading
    worth = Worth(
        found.called.label, grading.function if found.past is None else None, grading.look,
        shown.destination(grading.destination) if grading.destination else "",
    )  # fmt: skip
    parts = Parts(row.processor, row.memory_bytes, row.disks, row.disk_bytes, row.medium)
    return of(worth, parts, now.astimezone(ZONE), is_clean=found.is_clean)
