"""Bring a database to this version, by Alembic's migrations in `migrations/versions`."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from pcsol.errors import HubNotReadyError
from pcsol.i18n import _
from pcsol.server.database.connect import Database

# Any number, but always this one: two processes that start at once must not both migrate (PostgreSQL).
_LOCK = 5_043_001


def upgrade(database: Database) -> None:
    """Bring it to the newest version, in one transaction.

    Safe to call at each start, and by several processes at once. Raises HubNotReadyError for a database of a newer
    PCSol: it is not touched.
    """
    with database.writing() as connection:
        if not database.is_sqlite:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        scripts = ScriptDirectory.from_config(_config(connection))
        here = _here(connection)
        if here is not None and here not in {script.revision for script in scripts.walk_revisions()}:
            raise _newer(here)
        if here != scripts.get_current_head():
            command.upgrade(_config(connection), "head")


def upgrade_to(connection: Connection, wanted: str) -> None:
    """Bring a database to one version, or to "head", in the caller's transaction. Raises HubNotReadyError for a
    version that this PCSol does not know."""
    scripts = ScriptDirectory.from_config(_config(connection))
    if wanted != "head" and wanted not in {script.revision for script in scripts.walk_revisions()}:
        raise _newer(wanted)
    command.upgrade(_config(connection), wanted)


def version(connection: Connection) -> str | None:
    """Return the version of a database, None for an empty one."""
    return _here(connection)


def newest() -> str | None:
    """Return the version that this PCSol writes."""
    return ScriptDirectory.from_config(_config(None)).get_current_head()


def _here(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _newer(here: str) -> HubNotReadyError:
    return HubNotReadyError(
        _("This database was written by a newer PCSol."),
        remedy=_("Update PCSol on this machine, then start the hub again."),
        details=here,
    )


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", "pcsol.server.database:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
