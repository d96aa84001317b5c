"""A backup holds the whole hub, is checked, and comes back on either database; a damaged one changes nothing."""

import io
import random
import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect

from pcsol.errors import HubError, HubNotReadyError
from pcsol.server.database.connect import Database, connect
from pcsol.server.serving import certificate
from pcsol.server.upkeep import backup
from pcsol.server.upkeep.restore import restore
from tests.server.databases import BOTH
from tests.server.house import House, marks, probe, record

to_both = pytest.mark.parametrize("empty_url", BOTH, indirect=True)


def _furnish(house: House) -> None:
    bench = house.bench()
    for number in range(1, 6):
        bench.sends(record(probe(), house.clock(), seen=marks(f"TOUR{number}INVENTEE")))
    house.person("camille", "administrator")
    house.enter("camille")
    certificate.own(house.hub.settings.folder, house.clock())
    with house.hub.database.writing() as connection:  # a tower that was merged into a later one
        connection.exec_driver_sql("UPDATE tower SET merged_into = 4 WHERE number = 2")


def _written(house: House, tmp_path: Path) -> Path:
    file = tmp_path / "hub.backup"
    with file.open("wb") as stream:
        backup.write(stream, backup.lines(house.hub.database, house.hub.settings.folder, house.clock()))
    return file


def _everything(database: Database) -> dict[str, list[Any]]:
    with database.reading() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(table.select().order_by(*table.primary_key.columns))]
            for table in backup.tables()
        }


@to_both
def test_what_comes_back_is_what_was_there(house: House, tmp_path: Path, empty_url: str) -> None:
    _furnish(house)
    checked = backup.Checked(_written(house, tmp_path))
    there, folder = connect(empty_url), tmp_path / "restored"
    folder.mkdir()
    restore(checked, there, folder)
    assert _everything(there) == _everything(house.hub.database)
    for name in backup.FILES:
        assert (folder / name).read_bytes() == (house.hub.settings.folder / name).read_bytes()
    with there.writing() as connection:  # and it goes on counting
        made = connection.exec_driver_sql(
            "INSERT INTO structure (name, prefix, made_at) VALUES ('Neuve', 'NEU', '2026-11-27 09:00:00') "
            "RETURNING number"
        ).scalar_one()
        assert made == 3
    there.close()


def test_nobody_is_logged_in_after_a_restore(house: House, tmp_path: Path) -> None:
    _furnish(house)
    there = connect(f"sqlite:///{tmp_path / 'other.sqlite'}")
    restore(backup.Checked(_written(house, tmp_path)), there, tmp_path)
    with there.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM login_session").scalar_one() == 0
    there.close()


def test_a_backup_is_one_state_while_records_arrive(house: House, tmp_path: Path) -> None:
    _furnish(house)
    bench, stop = house.bench(name="banc 2"), threading.Event()

    def arrive() -> None:
        while not stop.is_set():
            bench.sends(record(probe(), house.clock(), seen=marks(f"TOUR{random.random()}")))

    thread = threading.Thread(target=arrive)
    thread.start()
    try:
        for _time in range(3):
            checked = backup.Checked(_written(house, tmp_path))
            there = connect(f"sqlite:///{tmp_path / f'{_time}.sqlite'}")
            restore(checked, there, tmp_path)
            rows = _everything(there)
            towers = {row[0] for row in rows["tower"]}
            assert {row[4] for row in rows["record"]} <= towers
            there.close()
    finally:
        stop.set()
        thread.join()


def test_a_backup_cut_anywhere_or_changed_anywhere_is_refused_and_nothing_is_written(
    house: House, tmp_path: Path
) -> None:
    _furnish(house)
    whole = _written(house, tmp_path).read_bytes()
    spoilt = tmp_path / "spoilt"
    chance = random.Random(5)
    cuts = [whole[: chance.randrange(len(whole))] for _time in range(40)]
    flips = [_flipped(whole, chance.randrange(12, len(whole))) for _time in range(40)]
    for content in [b"", *cuts, *flips]:
        spoilt.write_bytes(content)
        with pytest.raises(HubError):
            restore(backup.Checked(spoilt), pytest.fail, tmp_path)  # type: ignore[arg-type]  # it does not come so far


def test_a_line_left_out_of_a_backup_is_found(house: House, tmp_path: Path) -> None:
    """Also where somebody packed it anew."""
    _furnish(house)
    lines = list(backup.lines(house.hub.database, house.hub.settings.folder, house.clock()))
    for lost in (0, 3, len(lines) // 2, len(lines) - 1):
        file = tmp_path / f"{lost}"
        with file.open("wb") as stream:
            backup.write(stream, [line for number, line in enumerate(lines) if number != lost])
        with pytest.raises(HubError):
            backup.Checked(file)


def test_a_place_that_is_not_empty_is_left_alone(house: House, tmp_path: Path) -> None:
    _furnish(house)
    checked, before = backup.Checked(_written(house, tmp_path)), _everything(house.hub.database)
    with pytest.raises(HubError):
        restore(checked, house.hub.database, tmp_path)
    assert _everything(house.hub.database) == before


@to_both
def test_a_backup_of_a_newer_pcsol_changes_nothing(house: House, tmp_path: Path, empty_url: str) -> None:
    file = _written(house, tmp_path)
    checked = backup.Checked(file)
    checked.version = "9999"
    there = connect(empty_url)
    with pytest.raises(HubNotReadyError):
        restore(checked, there, tmp_path)
    with there.reading() as connection:
        assert inspect(connection).get_table_names() == []
    there.close()


def test_a_backup_is_the_same_bytes_for_the_same_hub(house: House) -> None:
    _furnish(house)
    one, other = io.BytesIO(), io.BytesIO()
    for stream in (one, other):
        backup.write(stream, backup.lines(house.hub.database, house.hub.settings.folder, house.clock()))
    assert one.getvalue() == other.getvalue()


def _flipped(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 0x20]) + content[at + 1 :]
