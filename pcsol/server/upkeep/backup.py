"""Write the whole hub into one file while it serves, and read that file again before it counts as a backup.

`pcsol/hub-backup/1` is gzip (RFC 1952) over JSON lines: a head with the version of the database, a line per row, and an
end with the number of rows of each table and the SHA-256 of all lines before it. It is the same for SQLite and
PostgreSQL, so a hub can move from one to the other. It holds keys and hashed passwords: it is as secret as the hub.
"""

import base64
import gzip
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, Table, select, text

from pcsol.errors import HubError
from pcsol.i18n import _
from pcsol.server.database.connect import Database
from pcsol.server.database.tables import metadata
from pcsol.server.database.upgrade import version
from pcsol.server.serving.certificate import CERTIFICATE, KEY

SCHEMA = "pcsol/hub-backup/1"
# What outlives nobody: who was logged in and who tried; and leave to erase, which may have been taken back since.
_LEFT_OUT = frozenset({"login_session", "attempt", "arming", "burn_lease", "bench_show"})
FILES = (CERTIFICATE, KEY)
_ROWS_AT_ONCE = 500


def tables() -> list[Table]:
    """Return the tables of a backup, those that others lead to first."""
    return [one for one in metadata.sorted_tables if one.name not in _LEFT_OUT]


def lines(database: Database, folder: Path, now: datetime) -> Iterator[bytes]:
    """Return the lines of a backup: one state of all tables, also while others write."""
    sha, counts = hashlib.sha256(), dict.fromkeys((table.name for table in tables()), 0)
    with database.reading() as connection:
        if not database.is_sqlite:
            connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
        head = {"schema": SCHEMA, "made_at": now.isoformat(), "version": version(connection)}
        for part in (head, *_files(folder)):
            sha.update(line := _line(part))
            yield line
        for table in tables():
            for row in _rows(connection, table):
                line = _line({"table": table.name, "row": {name: _plain(value) for name, value in row.items()}})
                counts[table.name] += 1
                sha.update(line)
                yield line
    yield _line({"end": True, "rows": counts, "sha256": sha.hexdigest()})


def write(stream: IO[bytes], of_lines: Iterable[bytes]) -> None:
    """Write them, compressed. Raises OSError."""
    with gzip.GzipFile(fileobj=stream, mode="wb", compresslevel=6, mtime=0) as packed:
        for line in of_lines:
            packed.write(line)


def _rows(connection: Connection, table: Table) -> Iterator[dict[str, Any]]:
    key = list(table.primary_key.columns)
    query = select(table).order_by(*key).execution_options(yield_per=_ROWS_AT_ONCE)
    for row in connection.execute(query).mappings():
        yield dict(row)


def _files(folder: Path) -> Iterator[dict[str, Any]]:
    """The certificate that stations pin goes along: without it each of them would have to enrol again."""
    for name in FILES:
        if (folder / name).is_file():
            yield {"file": name, "content": base64.b64encode((folder / name).read_bytes()).decode()}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    if isinstance(value, bytes):
        return {"bytes": base64.b64encode(value).decode()}
    return value


def _line(plain: dict[str, Any]) -> bytes:
    return (json.dumps(plain, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


class Checked:
    """A backup that was read once from end to end. Raises HubError where it is none, is newer, cut short or changed."""

    def __init__(self, file: Path) -> None:
        """Read it."""
        self.file = file
        sha, self.counts, head, end = hashlib.sha256(), dict[str, int](), None, None
        for line in _read(file):
            plain = _opened(line)
            if end is not None:
                raise unusable(_("The backup goes on after its end."))
            if plain.get("end") is True:
                end = plain
                continue
            head = plain if head is None else head
            sha.update(line)
            if "table" in plain:
                self.counts[plain["table"]] = self.counts.get(plain["table"], 0) + 1
        if head is None or head.get("schema") != SCHEMA:
            raise unusable(_("This is not a backup of a hub."))
        rows = end.get("rows") if end else None
        if end is None or not isinstance(rows, dict) or end.get("sha256") != sha.hexdigest():
            raise unusable(_("The backup is cut short, or was changed."))
        if {name: n for name, n in rows.items() if n} != self.counts:
            raise unusable(_("The backup is cut short, or was changed."))
        self.version, self.made_at = str(head.get("version")), str(head.get("made_at"))

    def rows(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Return each row with its table's name, in the order of the file."""
        for line in _read(self.file):
            plain = _opened(line)
            if "table" in plain:
                yield plain["table"], {name: _of_plain(value) for name, value in plain["row"].items()}

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Return the hub's own files."""
        for line in _read(self.file):
            plain = _opened(line)
            if "file" in plain:
                yield plain["file"], base64.b64decode(plain["content"])
            if "table" in plain:
                return


def unusable(why: str) -> HubError:
    """Say that a backup cannot be used."""
    return HubError(why, remedy=_("Nothing was changed. Take another backup."))


def _read(file: Path) -> Iterator[bytes]:
    try:
        with gzip.open(file, "rb") as packed:
            yield from packed
    except (OSError, EOFError, zlib.error) as err:
        raise HubError(
            _("The backup is cut short, or was changed."),
            remedy=_("Nothing was changed. Take another backup."),
            details=f"{type(err).__name__}: {err}",
        ) from err


def _opened(line: bytes) -> dict[str, Any]:
    try:
        plain = json.loads(line)
    except ValueError as err:
        raise unusable(_("The backup is cut short, or was changed.")) from err
    if not isinstance(plain, dict):
        raise unusable(_("The backup is cut short, or was changed."))
    return plain


def _of_plain(value: object) -> object:
    if isinstance(value, dict):
        return datetime.fromisoformat(value["at"]) if "at" in value else base64.b64decode(value["bytes"])
    return value
