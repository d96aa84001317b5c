"""Every record is signed as it is kept; a key that cannot be used keeps none back, and trying again makes no other."""

import json
import multiprocessing
import os
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pcsol.errors import RecordUnreadableError, StoreError, StoreFullError
from pcsol.i18n import speaking
from pcsol.judge.letters.keys import public_key
from pcsol.judge.letters.signature import check, signed
from pcsol.model.noun import Noun
from pcsol.model.probe import Clock
from pcsol.model.record import Record, TowerRef
from pcsol.model.settings import Settings
from pcsol.store import find, medium, records
from pcsol.store.letters import key
from pcsol.store.live.keeper import Keeper
from pcsol.store.papers import keys

MOMENT = records.Moment(datetime(2026, 11, 26, 9, 30, tzinfo=UTC), Clock(source="ntp", trusted=True))
TOWER = TowerRef(code="VAL-0042-D")
SPAWN = multiprocessing.get_context("spawn")


class Sheet(Noun):
    """A body of the tests' own, with a counter that only a double holds for all readers."""

    name: str = "tour à côté"
    units_read: int = 2**70 + 1


def kept(home: Path) -> Record:
    return records.keep(home, "probe", Sheet(), TOWER, MOMENT)


def made() -> Record:
    return records.made("probe", Sheet(), TOWER, MOMENT, Settings())


def on_medium(home: Path) -> list[dict[str, Any]]:
    return [json.loads(file.read_bytes()) for file in sorted((home / "towers").rglob("*.json"))]


def key_file(home: Path) -> Path:
    return home / "keys/letters.json"


def test_a_record_is_signed_with_the_letter_key_and_reads_back(pcsol_home: Path) -> None:
    record = kept(pcsol_home)
    (plain,) = on_medium(pcsol_home)
    mine = key.letter_key(pcsol_home)
    assert check(plain, mine.public) == "fits"
    assert record.to_json() == plain
    assert find.everything(pcsol_home).records == (record,)
    assert check({**plain, "operator": "Paul"}, mine.public) == "changed"


def test_the_key_is_made_once_for_its_owner_alone_and_is_not_that_of_papers(pcsol_home: Path) -> None:
    old = os.umask(0)
    try:
        kept(pcsol_home)
    finally:
        os.umask(old)
    before = key_file(pcsol_home).read_bytes()
    kept(pcsol_home)
    assert key_file(pcsol_home).read_bytes() == before
    assert stat.S_IMODE(key_file(pcsol_home).stat().st_mode) == 0o600
    plain = json.loads(before)
    assert (plain["schema"], plain["sealed"]) == ("pcsol/key/1", None)
    mine = key.letter_key(pcsol_home)
    assert public_key(mine.private) == mine.public
    assert keys.station_key(pcsol_home, lambda _need: None).public != mine.public
    assert mine.private.hex() not in repr(mine)


def _public(home: str) -> str:
    return key.letter_key(Path(home)).public.hex()


def test_several_at_once_make_one_key(pcsol_home: Path) -> None:
    with SPAWN.Pool(4) as pool:
        assert len(set(pool.map(_public, [str(pcsol_home)] * 8, chunksize=1))) == 1


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff" * 99, b'{"schema": "pcsol/key/9"}', b'{"public_key": "' + b"0" * 64 + b'"}']
)
def test_with_a_damaged_key_a_record_is_kept_unsigned_and_it_is_said(pcsol_home: Path, content: bytes) -> None:
    kept(pcsol_home)
    key_file(pcsol_home).write_bytes(content)
    assert kept(pcsol_home).signature is None
    assert key_file(pcsol_home).read_bytes() == content, "it may be mended by hand"
    fault = key.fault(pcsol_home)
    assert fault is not None
    assert "sans signature" in fault.what
    with speaking("en"), pytest.raises(RecordUnreadableError, match="damaged"):
        key.letter_key(pcsol_home)


@pytest.mark.parametrize("change", [{"secret": "00" * 32}, {"secret": "zz"}, {"secret": None}, {"secret": "00" * 5}])
def test_a_key_whose_halves_do_not_belong_together_is_damaged(pcsol_home: Path, change: dict[str, object]) -> None:
    kept(pcsol_home)
    plain = json.loads(key_file(pcsol_home).read_bytes())
    key_file(pcsol_home).write_text(json.dumps(plain | change), "utf-8")
    assert kept(pcsol_home).signature is None
    fault = key.fault(pcsol_home)
    assert fault is not None
    assert plain["secret"] not in f"{fault.what} {fault.details}"


def test_a_key_that_was_never_made_is_no_fault(pcsol_home: Path) -> None:
    assert key.fault(pcsol_home) is None
    assert not pcsol_home.exists()


def test_a_folder_in_the_place_of_the_key_keeps_no_record_back(pcsol_home: Path) -> None:
    key_file(pcsol_home).mkdir(parents=True)
    assert kept(pcsol_home).signature is None


def test_a_file_in_the_place_of_the_keys_folder_keeps_no_record_back(pcsol_home: Path) -> None:
    pcsol_home.mkdir()
    (pcsol_home / "keys").write_text("", "utf-8")
    assert kept(pcsol_home).signature is None


def test_tried_again_it_is_the_same_record_once(pcsol_home: Path) -> None:
    record = made()
    first = records.keep_made(pcsol_home, record)
    assert records.keep_made(pcsol_home, record) == first
    assert records.keep_made(pcsol_home, first) == first
    assert len(on_medium(pcsol_home)) == 1


def test_what_was_kept_unsigned_stays_as_it_is_when_it_is_tried_again_with_the_key(pcsol_home: Path) -> None:
    """A try that fails at the very last flush has brought the record onto the medium all the same."""
    pcsol_home.mkdir()
    (pcsol_home / "keys").write_text("", "utf-8")
    record = records.keep_made(pcsol_home, made())
    (pcsol_home / "keys").unlink()
    assert records.keep_made(pcsol_home, record) == record
    assert [one["signature"] for one in on_medium(pcsol_home)] == [None]


def test_a_key_that_was_replaced_between_two_tries_makes_no_other_record(pcsol_home: Path) -> None:
    record = made()
    first = records.keep_made(pcsol_home, record)
    key_file(pcsol_home).unlink()
    assert records.keep_made(pcsol_home, record) == first
    assert on_medium(pcsol_home) == [first.to_json()]


def test_another_record_under_the_same_id_is_refused_however_it_is_signed(pcsol_home: Path) -> None:
    record = records.keep_made(pcsol_home, made())
    with pytest.raises(StoreError):
        records.keep_made(pcsol_home, record.model_copy(update={"operator": "Paul"}))
    other = signed(record.to_json(), bytes(32))
    with pytest.raises(StoreError):
        records.put(pcsol_home, other)  # what comes from outside is the same in its whole form only


def test_on_a_full_medium_it_is_signed_once_there_is_room(pcsol_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(file: Path, *_rest: object) -> None:
        raise StoreFullError("no space", details=str(file))

    record = made()
    with monkeypatch.context() as patched:
        patched.setattr(medium, "write_whole", full)
        with pytest.raises(StoreFullError):
            records.keep_made(pcsol_home, record)
    assert check(records.keep_made(pcsol_home, record).to_json(), key.letter_key(pcsol_home).public) == "fits"


def test_what_waits_for_its_stick_is_signed_when_it_is_put_there(
    tmp_path: Path, pcsol_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = pcsol_home / "data"
    monkeypatch.setenv("PCSOL_HOME", str(stick))
    (tmp_path / "live").mkdir()
    aside = tmp_path / "live/unsaved"
    keeper = Keeper(stick, aside)
    keeper.keep("probe", Sheet(), TOWER, MOMENT)
    assert [one["signature"] for one in on_medium(aside)] == [None]
    assert not (aside / "keys").exists()
    stick.mkdir(parents=True)
    Keeper(stick, aside).retry()  # after a restart of PCSol
    (plain,) = on_medium(stick)
    assert check(plain, key.letter_key(stick).public) == "fits"
    keeper.retry()  # the one before still believes that it waits
    assert keeper.fault is None
    assert on_medium(stick) == [plain]


def test_the_guided_menu_is_told_of_a_damaged_key(pcsol_home: Path) -> None:
    assert Keeper(pcsol_home).key_fault() is None
    kept(pcsol_home)
    assert Keeper(pcsol_home).key_fault() is None
    key_file(pcsol_home).write_bytes(b"{")
    assert Keeper(pcsol_home).key_fault() is not None


def test_records_of_before_letters_are_read_for_ever(pcsol_home: Path) -> None:
    plain = made().to_json()
    assert plain["signature"] is None
    records.put(pcsol_home, plain)
    assert [one.to_json() for one in find.everything(pcsol_home).records] == [plain]


def test_a_signature_of_a_kind_that_we_do_not_know_hides_no_record(pcsol_home: Path) -> None:
    block = {"algorithm": "ML-DSA-65", "key_id": "00", "value": "00", "more": 1}
    records.put(pcsol_home, {**made().to_json(), "signature": block})
    kept_here = find.everything(pcsol_home)
    assert (len(kept_here.records), kept_here.faults) == (1, ())
