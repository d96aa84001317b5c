"""What is said to be saved is there, whole; what is not saved leaves nothing behind."""

import json
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pcsol.errors import StoreError, StoreGoneError, StoreReadOnlyError
from pcsol.i18n import speaking
from pcsol.model.hardware.machine import Mark
from pcsol.model.noun import Noun
from pcsol.model.probe import Clock
from pcsol.model.record import Record, TowerRef
from pcsol.store import medium, records
from pcsol.store.operator import set_operator

AT = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)
MOMENT = records.Moment(AT, Clock(source="ntp", trusted=True))


class Sheet(Noun):
    """A body of the tests' own."""

    name: str = "tour à côté"
    bytes_read: int = 2**70


def files_in(home: Path) -> list[str]:
    """The key that records are signed with lies apart (test_signed.py)."""
    keys = home / "keys"
    return sorted(str(one.relative_to(home)) for one in home.rglob("*") if one.is_file() and one.parent != keys)


def kept(home: Path, code: str | None = None, *marks: Mark) -> Record:
    return records.keep(home, "probe", Sheet(), TowerRef(code=code, marks=marks), MOMENT)


def mark(kind: str, value: str, *, usable: bool = True) -> Mark:
    return Mark.from_json({"kind": kind, "value": value, "usable": usable})


def test_a_record_lies_in_its_towers_folder_under_a_name_that_sorts_by_time(pcsol_home: Path) -> None:
    record = kept(pcsol_home, "VAL-0042-D")
    assert files_in(pcsol_home) == [f"towers/val-0042-d/2026-11-23t14-30-00z-probe-{record.id}.json"]


@pytest.mark.parametrize("left", [b"", b'{"schema": "pcsol/rec'])
def test_what_a_pulled_stick_cut_short_is_set_aside_and_the_record_written_whole(pcsol_home: Path, left: bytes) -> None:
    record = kept(pcsol_home, "VAL-0042-D")
    file = records.file_of(pcsol_home, record)
    file.write_bytes(left)
    assert records.put(pcsol_home, record.to_json()) == file
    assert Record.from_json(json.loads(file.read_text("utf-8"))) == record
    assert [one.read_bytes() for one in file.parent.glob("*.damaged")] == [left]


def test_what_is_written_reads_back_as_the_same_record(pcsol_home: Path) -> None:
    record = kept(pcsol_home, "VAL-0042-D", mark("mac", "02:00:00:00:00:01"))
    plain = json.loads((pcsol_home / files_in(pcsol_home)[0]).read_text("utf-8"))
    assert Record.from_json(plain) == record
    assert plain["body"] == {"name": "tour à côté", "bytes_read": 2**70}
    assert plain["signature"]["algorithm"] == "Ed25519"


def test_station_and_operator_stand_on_the_record(pcsol_home: Path) -> None:
    pcsol_home.mkdir()
    (pcsol_home / "settings.yaml").write_text("station: banc 2\n", "utf-8")
    set_operator("  Jeanne   É. ")
    record = kept(pcsol_home)
    assert (record.station, record.operator) == ("banc 2", "Jeanne É.")


def test_faulty_settings_keep_no_record_back(pcsol_home: Path) -> None:
    pcsol_home.mkdir()
    (pcsol_home / "settings.yaml").write_text("station: [", "utf-8")
    record = kept(pcsol_home)
    assert record.station is None
    assert len(files_in(pcsol_home)) == 2


def test_an_unknown_station_and_operator_are_null(pcsol_home: Path) -> None:
    record = kept(pcsol_home)
    assert (record.station, record.operator) == (None, None)


def test_names_hold_nothing_that_fat_refuses(pcsol_home: Path) -> None:
    kept(pcsol_home, "VAL-0042-D")
    kept(pcsol_home, None, mark("system-serial", 'CZC:12/3*4"?<>|\\ É'))
    kept(pcsol_home)
    for name in files_in(pcsol_home):
        assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_./"), name


def test_a_tower_without_a_code_is_named_by_its_best_usable_mark_and_never_shows_it(pcsol_home: Path) -> None:
    kept(pcsol_home, None, mark("mac", "02:00:00:00:00:01"), mark("system-uuid", "4C4C-TEST"))
    (folder,) = (pcsol_home / "towers").iterdir()
    assert folder.name.startswith("system-uuid-")
    assert "4c4c" not in folder.name


def test_two_towers_with_the_same_placeholder_get_folders_of_their_own(pcsol_home: Path) -> None:
    shared = mark("system-serial", "To be filled by O.E.M.", usable=False)
    kept(pcsol_home, None, shared)
    kept(pcsol_home, None, shared)
    assert len(list((pcsol_home / "towers").iterdir())) == 2


def test_the_same_record_again_is_fine_and_is_kept_once(pcsol_home: Path) -> None:
    plain = kept(pcsol_home).to_json()
    again = dict(reversed(plain.items()))
    assert records.put(pcsol_home, again) == records.put(pcsol_home, plain)
    assert len(files_in(pcsol_home)) == 1


def test_another_record_under_the_same_id_is_refused_and_the_first_stays(pcsol_home: Path) -> None:
    plain = kept(pcsol_home, "VAL-0042-D").to_json()
    before = (pcsol_home / files_in(pcsol_home)[0]).read_bytes()
    for change in (
        {"operator": "Paul"},
        {"taken_at": "2030-01-01T00:00:00Z"},
        {"id": plain["id"].upper(), "kind": "test"},
    ):
        with pytest.raises(StoreError):
            records.put(pcsol_home, plain | change)
    assert len(files_in(pcsol_home)) == 1
    assert (pcsol_home / files_in(pcsol_home)[0]).read_bytes() == before


def test_a_newer_record_is_kept_whole(pcsol_home: Path) -> None:
    newer = kept(pcsol_home).to_json() | {
        "schema": "pcsol/record/7", "id": "00000000-0000-4000-8000-000000000007", "smell": ["of", {"rain": 0.5}],
        "tower": {"code": "VAL-0042-D", "marks": [{"kind": "colour", "value": "red"}]},
    }  # fmt: skip
    file = records.put(pcsol_home, newer)
    assert json.loads(file.read_text("utf-8")) == newer


@pytest.mark.parametrize(
    "change", [{"id": "../../etc/passwd"}, {"id": None}, {"id": "x" * 36}, {"kind": "a/b"}, {"kind": ""},
               {"taken_at": "yesterday"}, {"taken_at": None}],
)  # fmt: skip
def test_what_is_no_record_is_refused_and_writes_nothing(pcsol_home: Path, change: dict[str, object]) -> None:
    plain = Record(kind="probe", id="00000000-0000-4000-8000-000000000001", taken_at=AT, body={}).to_json()
    with pytest.raises(StoreError):
        records.put(pcsol_home, plain | change)
    assert not pcsol_home.exists()


def test_what_a_power_cut_left_is_cleaned_and_disturbs_nothing(pcsol_home: Path) -> None:
    kept(pcsol_home, "VAL-0042-D")
    half = pcsol_home / "towers/val-0042-d" / f"{medium.PART}1234"
    half.write_bytes(b'{"schema": "pcsol/rec')
    kept(pcsol_home, "VAL-0042-D")
    assert not half.exists()
    assert len(files_in(pcsol_home)) == 2


def test_a_folder_above_that_is_missing_means_the_stick_is_not_there(
    tmp_path: Path, pcsol_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = tmp_path / "no-stick" / "pcsol"
    monkeypatch.setenv("PCSOL_HOME", str(lost))
    with speaking("en"), pytest.raises(StoreGoneError) as refused:
        kept(lost)
    assert refused.value.what.startswith("NOT SAVED YET")
    assert not lost.parent.exists()


def test_towers_that_vanish_while_the_machine_runs_are_not_made_anew_in_memory(pcsol_home: Path) -> None:
    kept(pcsol_home)
    shutil.rmtree(pcsol_home / "towers")  # what an unmounted stick leaves: its bare folder
    with pytest.raises(StoreGoneError):
        kept(pcsol_home)
    assert files_in(pcsol_home) == []


def test_a_file_in_the_place_of_the_home_is_said_in_words(pcsol_home: Path) -> None:
    pcsol_home.write_text("not a folder")
    with pytest.raises(StoreError):
        kept(pcsol_home)


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A PCSOL_HOME of a plain user, and root becomes that user: root itself may write everywhere."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        monkeypatch.setenv("PCSOL_HOME", str(home))
        was_root = os.geteuid() == 0
        if was_root:
            os.chown(folder, 65534, 65534)
            os.seteuid(65534)
        yield home
        if was_root:
            os.seteuid(0)


def test_a_folder_that_may_not_be_written_is_said_in_words(nobody: Path) -> None:
    kept(nobody, "VAL-0042-D")
    folder = nobody / "towers/val-0042-d"
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(StoreReadOnlyError):
        kept(nobody, "VAL-0042-D")
    folder.chmod(stat.S_IRWXU)


def test_the_home_is_for_its_owner_alone(pcsol_home: Path) -> None:
    kept(pcsol_home)
    assert stat.S_IMODE(pcsol_home.stat().st_mode) == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can write into a folder of somebody else")
def test_what_root_writes_belongs_to_whom_the_home_belongs_to(pcsol_home: Path) -> None:
    pcsol_home.mkdir()
    os.chown(pcsol_home, 12345, 12345)
    kept(pcsol_home, "VAL-0042-D")
    assert {file.stat().st_uid for file in pcsol_home.rglob("*")} == {12345}
