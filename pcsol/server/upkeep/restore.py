"""Make a hub from a backup: into an empty database, in one transaction, whole or not at all.

The tables are made as they were in the version that wrote the backup, filled, and then brought to this version by the
same migrations that a running hub goes through.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, MetaData, Table, func, insert, inspect, select, text, update

from pcsol.errors import HubError
from pcsol.i18n import _
from pcsol.server.database.connect import Database
from pcsol.server.database.upgrade import upgrade_to
from pcsol.server.upkeep.backup import FILES, Checked, unusable
from pcsol.store import medium

_ROWS_AT_ONCE = 500


def restore(backup: Checked, database: Database, folder: Path) -> dict[str, int]:
    """Restore a backup that was checked, and return how many rows each table has.

    Raises HubError where the database is not empty or the backup cannot be used: then nothing was changed.
    """
    with database.writing() as connection:
        if inspect(connection).get_table_names():
            raise HubError(
                _("There is a hub here already: a backup is restored into an empty place only."),
                remedy=_("Give another folder (--data) or an empty database."),
            )
        upgrade_to(connection, backup.version)
        counts = _fill(connection, backup)
        if counts != backup.counts:
            raise unusable(_("The backup is cut short, or was changed."))
        upgrade_to(connection, "head")
        # Last, and before the rows are kept: a hub without its certificate would have every station enrol again.
        for name, content in backup.files():
            if name in FILES:
                medium.write_whole(folder / name, content, 0o600)
    return counts


def _fill(connection: Connection, backup: Checked) -> dict[str, int]:
    old = MetaData()
    old.reflect(connection)
    counts: dict[str, int] = {}
    later: list[tuple[Table, int, dict[str, Any]]] = []
    for name, rows in _runs(backup.rows()):
        if name not in old.tables:
            raise unusable(_("The backup is cut short, or was changed."))
        table = old.tables[name]
        connection.execute(insert(table), [_apart(table, row, later) for row in rows])
        counts[name] = counts.get(name, 0) + len(rows)
    for table, number, links in later:
        connection.execute(update(table).where(table.c.number == number).values(links))
    _count_on(connection, old.tables.values())
    return counts


def _apart(table: Table, row: dict[str, Any], later: list[tuple[Table, int, dict[str, Any]]]) -> dict[str, Any]:
    """Take away what leads to another row of the same table: that one may only come later."""
    to_itself = [key.parent.name for key in table.foreign_keys if key.column.table is table]
    links = {name: row[name] for name in to_itself if row.get(name) is not None}
    if links:
        later.append((table, row["number"], links))
    return row | dict.fromkeys(links)


def _count_on(connection: Connection, tables: Iterable[Table]) -> None:
    """Let PostgreSQL's counters go on after the highest number; SQLite looks at the rows itself."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables:
        if "number" in table.c:
            highest = connection.scalar(select(func.max(table.c.number)))
            if highest:
                connection.execute(
                    text("SELECT setval(pg_get_serial_sequence(:table, 'number'), :highest)"),
                    {"table": f'"{table.name}"', "highest": highest},
                )


def _runs(rows: Iterator[tuple[str, dict[str, Any]]]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Put rows of one table together, some hundreds at once."""
    while batch := list(islice(rows, _ROWS_AT_ONCE)):
        for name in dict.fromkeys(table for table, _row in batch):
            yield name, [row for table, row in batch if table == name]
