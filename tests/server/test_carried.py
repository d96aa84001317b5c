"""A file that was carried by hand is taken like what comes over the line: whole, once, from a station that is known."""

from pathlib import Path

import pytest

from pcsol.errors import CarriedFaultyError, HubRefusedError
from pcsol.judge.certificate import public_key
from pcsol.model.letters.carried import OutboxHead
from pcsol.server.access import tokens
from pcsol.server.database.tables import record as records
from pcsol.server.database.tables import station
from pcsol.server.letters import carried
from pcsol.store.letters.carried import opened, write
from tests.server.house import Bench, House, marks, probe, record


def _file(house: House, bench: Bench, folder: Path, many: int = 150) -> Path:
    head = OutboxHead(public_key=public_key(bench.key).hex(), station="banc 1", made_at=house.clock(), pcsol="0.1")
    letters = [bench.signed(record(probe(), house.clock(), seen=marks(f"TOUR{n}INVENTEE"))) for n in range(many)]
    file = folder / "fiches.jsonl"
    write(file, head, letters, bench.key)
    return file


def _kept(house: House) -> int:
    with house.hub.database.reading() as connection:
        return len(connection.execute(records.select()).all())


def test_every_record_is_kept_once_however_often_the_file_comes(house: House, tmp_path: Path) -> None:
    file = _file(house, house.bench(), tmp_path)
    first = carried.take(house.hub, opened(file))
    again = carried.take(house.hub, opened(file))
    assert (first.new, again.new, _kept(house)) == (150, 0, 150)
    assert first.receipt.received == again.receipt.received
    assert (first.receipt.sha256, len(first.receipt.received)) == (opened(file).sha256, 150)


def test_a_stranger_s_file_is_not_taken(house: House, tmp_path: Path) -> None:
    stranger = Bench(house.client, "", bytes(32))
    with pytest.raises(HubRefusedError):
        carried.take(house.hub, opened(_file(house, stranger, tmp_path, 2)))
    assert _kept(house) == 0


def test_a_revoked_station_s_file_is_not_taken(house: House, tmp_path: Path) -> None:
    bench = house.bench()
    with house.hub.database.writing() as connection:
        tokens.revoke(
            connection, connection.scalar(station.select().with_only_columns(station.c.number)), house.clock()
        )
    with pytest.raises(HubRefusedError):
        carried.take(house.hub, opened(_file(house, bench, tmp_path, 2)))
    assert _kept(house) == 0


def test_what_is_refused_is_named_and_keeps_nothing_back(house: House, tmp_path: Path) -> None:
    bench = house.bench()
    good, bad = (bench.signed(record(probe(), house.clock())) for _time in range(2))
    head = OutboxHead(public_key=public_key(bench.key).hex(), made_at=house.clock(), pcsol="0.1")
    write(tmp_path / "f", head, [{**bad, "operator": "Dominique"}, good], bench.key)
    taken = carried.take(house.hub, opened(tmp_path / "f"))
    assert taken.receipt.received == (good["id"],)
    assert [(one.id, one.status) for one in taken.receipt.refused] == [(bad["id"], 422)]


def test_a_file_that_was_cut_is_not_taken_at_all(house: House, tmp_path: Path) -> None:
    file = _file(house, house.bench(), tmp_path, 5)
    file.write_bytes(file.read_bytes()[:-300])
    with pytest.raises(CarriedFaultyError):
        carried.take(house.hub, opened(file))
    assert _kept(house) == 0
