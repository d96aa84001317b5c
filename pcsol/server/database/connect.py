"""The way to the database: one door for reading and one for writing, the same on SQLite and PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from pcsol.errors import HubError
from pcsol.i18n import _

_POSTGRESQL = "postgresql+psycopg"
_BUSY_MS = 15_000
_READERS = 8


@dataclass(frozen=True, slots=True)
class Database:
    """Two engines; they are one on PostgreSQL. SQLite has one writer at a time, and readers that never wait for it."""

    reader: Engine
    writer: Engine

    @property
    def is_sqlite(self) -> bool:
        """Say whether it is one file of this machine."""
        return self.reader.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of all tables and writes nothing."""
        with self.reader.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose changes are all kept, flushed, at the end of the block, or none of them."""
        with self.writer.begin() as connection:
            yield connection

    def close(self) -> None:
        """Give all connections back."""
        self.reader.dispose()
        self.writer.dispose()


def connect(url: str) -> Database:
    """Open the database of this URL: `sqlite:////folder/hub.sqlite`, `postgresql://user:password@host/name`.

    Nothing is asked of it yet. Raises HubError for a URL of another kind.
    """
    try:
        wanted = make_url(url)
    except ArgumentError as err:
        raise _no_database(str(err)) from err
    if wanted.get_backend_name() == "sqlite":
        return _sqlite(url)
    if wanted.get_backend_name() != "postgresql":
        raise _no_database(wanted.get_backend_name())
    # Faults go into the log: without what was written, which may let somebody in.
    engine = create_engine(
        wanted.set(drivername=_POSTGRESQL), pool_size=_READERS, max_overflow=8, pool_pre_ping=True, hide_parameters=True
    )
    return Database(engine, engine)


def _sqlite(url: str) -> Database:
    reader = create_engine(url, pool_size=_READERS, max_overflow=_READERS, hide_parameters=True)
    writer = create_engine(url, pool_size=1, max_overflow=0, pool_timeout=_BUSY_MS / 1000, hide_parameters=True)
    for engine, begin in ((reader, "BEGIN"), (writer, "BEGIN IMMEDIATE")):
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _beginning(begin))
    return Database(reader, writer)


def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401  # sqlite3's
    """WAL lets readers read while one writes; FULL flushes each commit to the medium (sqlite.org/pragma.html)."""
    connection.isolation_level = None  # SQLAlchemy begins transactions, not the driver
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={_BUSY_MS}"):
        connection.execute(f"PRAGMA {pragma}")


def _beginning(words: str) -> Any:  # noqa: ANN401  # SQLAlchemy's listener
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(words)

    return begin


def _no_database(details: str) -> HubError:
    return HubError(
        _("This is not the address of a database that the hub can use."),
        remedy=_("Give sqlite:////folder/hub.sqlite or postgresql://user@host/name."),
        details=details,
    )
