"""Alembic's way from one version of the tables to another. Its own file: only whoever migrates loads Alembic."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def migrate(connection: Connection, wanted: str) -> None:
    """Bring a database to one version, or to "head", in the caller's transaction."""
    config = Config()
    config.set_main_option("script_location", "pcsol.server.database:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, wanted)
