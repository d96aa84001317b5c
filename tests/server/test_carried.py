"""A file that was carried by hand is taken like what comes over the line: whole, once, from a station that is known."""

from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from pcsol.errors import CarriedFaultyError, HubRefusedError, PCSolError
from pcsol.judge.certificate import public_key
from pcsol.model.letters.carried import OutboxHead
from pcsol.server.access import tokens
from pcsol.server.access.caller import Caller
from pcsol.server.database.tables import audit, station
from pcsol.server.database.tables import record as records
from pcsol.server.letters import carried
from pcsol.server.letters.letter import Letter
from pcsol.server.letters.pigeonholes import Pigeonholes
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


def test_a_file_that_is_refused_leaves_a_line_in_the_log(house: House, tmp_path: Path) -> None:
    """Cut, forged, of a stranger, or none at all."""
    bench = house.bench()
    cut = _file(house, bench, tmp_path, 3)
    cut.write_bytes(cut.read_bytes()[:-300])
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
    forged = tmp_path / "forged.jsonl"
    forged.write_bytes(_file(house, bench, tmp_path / "one", 2).read_bytes().replace(b"Camille", b"Camilla"))
    stranger = _file(house, Bench(house.client, "", bytes(32)), tmp_path / "two", 2)
    for file in (cut, forged, stranger, tmp_path / "none"):
        with pytest.raises(PCSolError):
            carried.take_file(house.hub, file)
    with house.hub.database.reading() as connection:
        lines = [(row.who, row.action, row.subject) for row in connection.execute(audit.select())]
    assert [line[:2] for line in lines[-4:]] == [("pcsol hub", "file-refused")] * 4
    assert lines[-3][2].startswith("forged.jsonl: CarriedFaultyError")
    assert carried.take_file(house.hub, _file(house, bench, tmp_path / "one", 2)).new == 2


def test_what_cannot_be_written_down_is_left_for_the_next_time(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database that is gone for one record costs the others nothing, and the receipt says nothing of that one."""
    bench, sort, failed = house.bench(), Pigeonholes.sort, []

    def failing(self: Pigeonholes, letter: Letter, station: Caller) -> int:
        if not failed or letter.id in failed:
            failed.append(letter.id)
            raise OperationalError("INSERT", {}, Exception("disk full"))
        return sort(self, letter, station)

    file = _file(house, bench, tmp_path, 5)
    with monkeypatch.context() as patch:
        patch.setattr(Pigeonholes, "sort", failing)
        taken = carried.take(house.hub, opened(file))
    assert (taken.new, taken.left, len(taken.receipt.received), taken.receipt.refused) == (4, 1, 4, ())
    again = carried.take(house.hub, opened(file))
    assert (again.new, again.left, len(again.receipt.received)) == (1, 0, 5)


def test_a_record_that_no_table_holds_is_refused_and_the_rest_taken(house: House, tmp_path: Path) -> None:
    bench = house.bench()
    good = [bench.signed(record(probe(), house.clock(), seen=marks(f"TOUR{n}INVENTEE"))) for n in range(3)]
    huge = bench.signed({**record(probe(), house.clock()), "taken_at": "0001-01-01T00:00:00+14:00"})
    big = bench.signed({**record(probe(), house.clock()), "kind": "test", "body": {"log": "x" * 5_100_000}})
    head = OutboxHead(public_key=public_key(bench.key).hex(), made_at=house.clock(), pcsol="0.1")
    write(tmp_path / "f", head, [good[0], huge, big, *good[1:]], bench.key)
    taken = carried.take(house.hub, opened(tmp_path / "f"))
    assert (taken.new, taken.left) == (3, 0)
    assert [(one.id, one.status) for one in taken.receipt.refused] == [(huge["id"], 422), (big["id"], 413)]


def test_a_file_that_was_cut_is_not_taken_at_all(house: House, tmp_path: Path) -> None:
    file = _file(house, house.bench(), tmp_path, 5)
    file.write_bytes(file.read_bytes()[:-300])
    with pytest.raises(CarriedFaultyError):
        carried.take(house.hub, opened(file))
    assert _kept(house) == 0
