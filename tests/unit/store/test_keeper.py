"""What cannot be saved waits in memory, outlives a restart of PCSol, and is saved once when the medium is back."""

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pcsol.errors import ProfileError, StoreGoneError
from pcsol.model.noun import Noun
from pcsol.model.probe import Clock
from pcsol.model.record import Record, TowerRef
from pcsol.model.settings import Settings
from pcsol.store import find, home, profiles, records
from pcsol.store.live import stick
from pcsol.store.live.keeper import Keeper
from pcsol.store.live.patience import Patience

MOMENT = records.Moment(datetime(2026, 11, 23, 14, 30, tzinfo=UTC), Clock(source="ntp", trusted=True))


class Sheet(Noun):
    """A body of the tests' own."""

    name: str = "tour à côté"


@pytest.fixture
def stick_home(pcsol_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home on a stick that is not plugged in: neither it nor the folder above it is there."""
    home = pcsol_home / "data"
    monkeypatch.setenv("PCSOL_HOME", str(home))
    return home


@pytest.fixture
def aside(tmp_path: Path) -> Path:
    (tmp_path / "live").mkdir()
    return tmp_path / "live" / "unsaved"


def keep(keeper: Keeper) -> Record:
    return keeper.keep("probe", Sheet(), TowerRef(code="VAL-0042-D"), MOMENT)


def files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.json"))


def test_without_its_stick_a_record_waits_and_nothing_is_written_in_its_place(stick_home: Path, aside: Path) -> None:
    keeper = Keeper(stick_home, aside)
    record = keep(keeper)
    assert keeper.waiting == (record,)
    assert isinstance(keeper.fault, StoreGoneError)
    assert not stick_home.parent.exists()
    assert len(files(aside)) == 1


def test_once_the_stick_is_there_it_is_saved_once_under_the_same_id(stick_home: Path, aside: Path) -> None:
    keeper = Keeper(stick_home, aside)
    record = keep(keeper)
    for _try in range(3):
        keeper.retry()
    stick_home.mkdir(parents=True)
    for _try in range(3):
        keeper.retry()
    assert (keeper.waiting, keeper.fault) == ((), None)
    assert [one.id for one in find.everything(stick_home).records] == [record.id]
    assert files(aside) == []


def test_a_restart_of_pcsol_loses_nothing(stick_home: Path, aside: Path) -> None:
    first, second = keep(keeper := Keeper(stick_home, aside)), keep(keeper)
    again = Keeper(stick_home, aside)
    assert {record.id for record in again.waiting} == {first.id, second.id}
    stick_home.mkdir(parents=True)
    again.retry()
    assert len(find.everything(stick_home).records) == 2
    assert Keeper(stick_home, aside).waiting == ()


def test_what_waits_is_found_as_if_it_were_kept(stick_home: Path) -> None:
    keeper = Keeper(stick_home)
    record = keep(keeper)
    assert keeper.kept().records == (record,)
    stick_home.mkdir(parents=True)
    keeper.retry()
    assert [one.id for one in keeper.kept().records] == [record.id]


def test_a_mount_point_that_nothing_is_mounted_on_yet_takes_nothing(stick_home: Path) -> None:
    stick_home.mkdir(parents=True)
    mounted: list[bool] = []
    keeper = Keeper(stick_home, is_there=lambda: bool(mounted))
    keep(keeper)
    assert isinstance(keeper.fault, StoreGoneError)
    assert list(stick_home.iterdir()) == []
    mounted.append(True)
    keeper.retry()
    assert keeper.waiting == ()


def test_faulty_settings_keep_no_record_back(pcsol_home: Path) -> None:
    pcsol_home.mkdir()
    (pcsol_home / "settings.yaml").write_text("station: [", "utf-8")
    keeper = Keeper(pcsol_home)
    assert keep(keeper).station is None
    assert keeper.waiting == ()


def test_station_and_structure_stand_on_the_record(pcsol_home: Path) -> None:
    pcsol_home.mkdir()
    (pcsol_home / "settings.yaml").write_text("station: banc 2\nstructure: Centre social des Tilleuls\n", "utf-8")
    record = keep(Keeper(pcsol_home))
    assert (record.station, record.structure) == ("banc 2", "Centre social des Tilleuls")
    assert find.everything(pcsol_home).records[0].structure == "Centre social des Tilleuls"


def test_a_medium_that_hangs_is_not_waited_for_and_what_it_takes_late_is_saved(
    pcsol_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hangs, keep_made = threading.Event(), records.keep_made

    def slow(home: Path, record: Record) -> Record:
        hangs.wait(10)
        return keep_made(home, record)

    monkeypatch.setattr(records, "keep_made", slow)
    keeper = Keeper(pcsol_home, seconds=0.05)
    keep(keeper)
    assert isinstance(keeper.fault, StoreGoneError)
    keeper.retry()
    assert len(keeper.waiting) == 1
    hangs.set()
    for thread in threading.enumerate():
        if thread.name == "medium":
            thread.join(10)
    assert keeper.waiting == ()
    assert len(files(pcsol_home / "towers")) == 1


def test_settings_on_a_medium_that_hangs_are_those_read_last_and_it_is_said(
    pcsol_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pcsol_home.mkdir()
    (pcsol_home / "settings.yaml").write_text("station: banc 2\n", "utf-8")
    hangs, read = threading.Event(), home.settings

    def slow(folder: Path) -> Settings:
        hangs.wait(10)
        return read(folder)

    known, new = Keeper(pcsol_home, seconds=0.05), Keeper(pcsol_home, seconds=0.05)
    assert known.settled() == (Settings(station="banc 2"), None)
    monkeypatch.setattr(home, "settings", slow)
    for keeper, station in ((known, "banc 2"), (new, None)):
        settled, fault = keeper.settled()
        assert settled.station == station
        assert isinstance(fault, StoreGoneError)
        assert keep(keeper).station == station
        assert len(keeper.waiting) == 1
    hangs.set()


def test_a_record_is_aside_before_the_medium_is_waited_for(
    stick_home: Path, aside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_keeper: Keeper) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Keeper, "retry", interrupted)
    with pytest.raises(KeyboardInterrupt):
        keep(Keeper(stick_home, aside))
    assert len(Keeper(stick_home, aside).waiting) == 1


def test_profiles_on_a_medium_that_hangs_are_the_shipped_ones_and_it_is_said(
    pcsol_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hangs, files = threading.Event(), profiles.profile_files

    def slow(folder: Path, faults: list[ProfileError]) -> list[Path]:
        if folder.is_relative_to(pcsol_home):
            hangs.wait(10)
        return files(folder, faults)

    monkeypatch.setattr(profiles, "profile_files", slow)
    shelf = Keeper(pcsol_home, seconds=0.05).shelf()
    hangs.set()
    assert shelf.destinations == profiles.load_profiles().destinations
    assert "profils du centre" in shelf.faults[-1].what


def test_patience_begins_nothing_while_something_hangs() -> None:
    hangs, begun = threading.Event(), []
    patience = Patience(0.05)
    with pytest.raises(StoreGoneError):
        patience.ask(lambda: hangs.wait(10))
    with pytest.raises(StoreGoneError):
        patience.ask(lambda: begun.append(1))
    hangs.set()
    assert begun == []


def test_patience_hands_on_what_goes_wrong() -> None:
    def fails() -> None:
        raise TimeoutError("of the network's own")

    with pytest.raises(TimeoutError, match="own"):
        Patience(5).ask(fails)


def test_the_state_of_the_stick_is_read_and_a_missing_note_is_a_missing_stick(tmp_path: Path) -> None:
    assert stick.medium(tmp_path).state == "missing"
    (tmp_path / "state").write_text("state=read-only\npartition=/dev/sdc3\nlabel=PCSOL-DATA\nnew=1\nnoise\n", "utf-8")
    found = stick.medium(tmp_path)
    assert (found.state, found.partition, found.label, found.serial) == ("read-only", "/dev/sdc3", "PCSOL-DATA", None)
    (tmp_path / "state").write_bytes(b"state=\xff\xfe\0")
    assert stick.medium(tmp_path).state == "missing"


def test_what_never_settles_is_waited_for_so_long_and_no_longer(tmp_path: Path) -> None:
    assert not stick.is_settled(tmp_path, 0.15)
    (tmp_path / "settled").touch()
    assert stick.is_settled(tmp_path, 0)
