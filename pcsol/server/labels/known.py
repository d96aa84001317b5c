"""What is known of towers, for the labels with their codes."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from pcsol.report.labels import facts as told
from pcsol.report.labels.facts import Facts
from pcsol.report.testing.grades import label
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
    has_worth = found.grading.destination and found.called.label != "for-parts"
    worth = shown.destination(found.grading.destination) if has_worth else ""
    marks = told.marks(found.grading.function if found.past is None else None, found.grading.look)
    inner = told.inside_it(row.memory_bytes, told.disks(row.disks, row.disk_bytes, row.medium))
    lines = (marks, worth, told.processor(row.processor), inner, told.day(now.astimezone(ZONE)))
    return Facts(label(found.called.label)[0], told.warning(is_clean=found.is_clean), told.told(lines))
