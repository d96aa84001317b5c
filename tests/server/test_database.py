"""The tables are those of the migrations, on both databases."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from pcsol.errors import HubError, HubNotReadyError
from pcsol.server.database.connect import connect
from pcsol.server.database.tables import metadata
from pcsol.server.database.upgrade import newest, upgrade, version, versions
from tests.server.databases import BOTH

both = pytest.mark.parametrize("empty_url", BOTH, indirect=True)


@both
def test_the_migrations_make_the_tables_that_the_program_uses(empty_url: str) -> None:
    database = connect(empty_url)
    upgrade(database)
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        different = [one for one in compare_metadata(context, metadata) if "ix_tower_search" not in str(one)]
        assert different == []
        assert version(connection) == newest() == context.get_current_revision()
    database.close()


def test_sqlite_writes_ahead_flushes_each_commit_and_is_one_file(tmp_path: Path) -> None:
    database = connect(f"sqlite:///{tmp_path / 'hub.sqlite'}")
    upgrade(database)
    with database.writing() as connection:
        kept = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")}
    assert kept == {"journal_mode": "wal", "synchronous": 2}  # FULL
    database.close()
    assert [file.name for file in tmp_path.iterdir()] == ["hub.sqlite"]


def test_the_migrations_files_are_named_by_their_versions_in_order() -> None:
    config = Config()
    config.set_main_option("script_location", "pcsol.server.database:migrations")
    config.set_main_option("path_separator", "os")
    known = ScriptDirectory.from_config(config)
    assert versions() == [one.revision for one in known.walk_revisions()][::-1]
    assert known.get_heads() == [newest()]


@both
def test_a_database_of_a_newer_pcsol_is_not_touched(empty_url: str) -> None:
    database = connect(empty_url)
    upgrade(database)
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(HubNotReadyError):
        upgrade(database)
    database.close()


@pytest.mark.parametrize("url", ["", "nonsense", "mysql://somewhere/hub", "sqlite"])
def test_another_address_is_refused_with_a_sentence(url: str) -> None:
    with pytest.raises(HubError) as fault:
        connect(url)
    assert fault.value.remedy
