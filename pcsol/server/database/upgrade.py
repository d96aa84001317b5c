"""Bring a database to this version, by the migrations in `migrations/versions`.

Alembic, which runs them, takes 12 MB: a hub that has nothing to migrate never loads it (`migrate.py`).
"""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from pcsol.errors import HubNotReadyError
from pcsol.i18n import _
from pcsol.server.database.connect import Database

# Any number, but always this one: two processes that start at once must not both migrate (PostgreSQL).
_LOCK = 5_043_001
_MIGRATIONS = Path(__file__).parent / "migrations" / "versions"


def upgrade(database: Database) -> None:
    """Bring it to the newest version, in one transaction.

    Safe to call at each start, and by several processes at once. Raises HubNotReadyError for a database of a newer
    PCSol: it is not touched.
    """
    with database.writing() as connection:
        if not database.is_sqlite:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        here = version(connection)
        if here is not None and here not in versions():
            raise _newer(here)
        if here != newest():
            _migrate(connection, newest())


def upgrade_to(connection: Connection, wanted: str) -> None:
    """Bring a database to one version, or to "head", in the caller's transaction. Raises HubNotReadyError for a
    version that this PCSol does not know."""
    if wanted != "head" and wanted not in versions():
        raise _newer(wanted)
    _migrate(connection, wanted)


def version(connection: Connection) -> str | None:
    """Return the version of a database, None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def newest() -> str:
    """Return the version that this PCSol writes."""
    return versions()[-1]


def versions() -> list[str]:
    """Return the versions that this PCSol knows, oldest first: what the names of the migrations' files begin with."""
    return sorted(file.name.partition("_")[0] for file in _MIGRATIONS.glob("[0-9]*.py"))


def _migrate(connection: Connection, wanted: str) -> None:
    from pcsol.server.database.migrate import migrate  # noqa: PLC0415  # 12 MB that a hub which serves does without

    migrate(connection, wanted)


def _newer(here: str) -> HubNotReadyError:
    return HubNotReadyError(
        _("This database was written by a newer PCSol."),
        remedy=_("Update PCSol on this machine, then start the hub again."),
        details=here,
    )
