"""An interrupted erasure goes on where it was, on the same disk, and leaves nothing behind when it ends."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcsol.errors import JournalFaultyError, StoreError, WipeRefusedError
from pcsol.model.erasure.candidate import Candidate
from pcsol.model.erasure.journal import Entry
from pcsol.model.erasure.outcome import SectorRange
from pcsol.model.erasure.plan import Plan, Step
from pcsol.model.hardware.disk import Disk
from pcsol.store import medium
from pcsol.wipe.journal import Journal

DISK = Candidate(
    kind="disk",
    disk=Disk(name="sda", path="/dev/sda", serial="WD-1/2 3", wwn="0x5000", model="Blue", size_bytes=10**12),
)
LOOP = Candidate(kind="loop", backing_file="/tmp/disk.img", disk=Disk(name="loop3", size_bytes=10**6))
LEFT = (SectorRange(first=8, last=15),)


def plan(candidate: Candidate = DISK) -> Plan:
    return Plan(candidate=candidate, steps=(Step(technique="random"),), level="clear", verify="full")


def begun(home: Path, candidate: Candidate = DISK) -> Journal:
    journal = Journal.open(home, candidate)
    journal.begin(plan(candidate), "aes-256-ctr")
    return journal


def changed(candidate: Candidate, **changes) -> Candidate:
    return candidate.model_copy(update={"disk": candidate.disk.model_copy(update=changes)})


@pytest.mark.parametrize("candidate", [DISK, LOOP], ids=["disk", "loop"])
def test_it_goes_on_where_it_was_with_the_same_keys(pcsol_home, candidate) -> None:
    first = begun(pcsol_home, candidate)
    first.keep(4096, LEFT, 0.0, ())
    again = Journal.open(pcsol_home, candidate)
    assert again.interrupted
    assert again.entry is not None
    assert (again.entry.offset_bytes, again.entry.unwritten, again.entry.plan) == (4096, LEFT, plan(candidate))
    assert again.key("step 0") == first.key("step 0")
    assert again.key("step 0") != again.key("step 1")


def test_nothing_is_written_by_looking(pcsol_home) -> None:
    assert not Journal.open(pcsol_home, DISK).interrupted
    assert not pcsol_home.exists()


def test_it_leaves_nothing_behind_and_the_key_was_overwritten(pcsol_home, tmp_path) -> None:
    journal = begun(pcsol_home)
    (key_file,) = (pcsol_home / "journal").glob("*.key")
    secret = key_file.read_bytes()
    (tmp_path / "same file").hardlink_to(key_file)
    journal.close()
    assert list((pcsol_home / "journal").iterdir()) == []
    assert (tmp_path / "same file").read_bytes() == bytes(len(secret))
    assert not Journal.open(pcsol_home, DISK).interrupted


def test_the_notes_hold_no_key(pcsol_home) -> None:
    journal = begun(pcsol_home)
    text = journal.file.read_text("utf-8")
    assert journal._key.hex() not in text
    assert journal.key("step 0").hex() not in text


@pytest.mark.parametrize(
    "other", [{"serial": "WD-9"}, {"wwn": "0x5001"}, {"model": "Red"}, {"serial": None}], ids=lambda o: next(iter(o))
)
def test_another_disk_has_notes_of_its_own(pcsol_home, other) -> None:
    begun(pcsol_home)
    assert not Journal.open(pcsol_home, changed(DISK, **other)).interrupted


@pytest.mark.parametrize("candidate", [DISK, LOOP], ids=["disk", "loop"])
def test_a_disk_that_changed_its_size_begins_anew_and_its_password_stays_noted(pcsol_home, candidate) -> None:
    """PCSol itself makes disks grow, when it opens what they hide."""
    journal = begun(pcsol_home, candidate)
    journal.keep(4096, (), 0.0, ())
    journal.password_comes("PCSOL")
    entry = Journal.open(pcsol_home, changed(candidate, size_bytes=5 * 10**11)).entry
    assert entry is not None
    assert (entry.step, entry.offset_bytes, entry.finished, entry.canaries) == (0, 0, (), None)
    assert entry.ata_password == "PCSOL"
    assert entry.identity.size_bytes == 5 * 10**11


def test_a_loop_device_is_known_by_its_file_not_by_its_number(pcsol_home) -> None:
    begun(pcsol_home, LOOP)
    assert Journal.open(pcsol_home, changed(LOOP, name="loop7", path="/dev/loop7")).interrupted
    assert not Journal.open(pcsol_home, LOOP.model_copy(update={"backing_file": "/tmp/other/disk.img"})).interrupted


def test_a_disk_without_a_name_is_refused(pcsol_home) -> None:
    with pytest.raises(WipeRefusedError):
        Journal.open(pcsol_home, changed(DISK, serial=None, wwn=None))


@given(st.binary(max_size=300), st.integers(0, 5000))
def test_damaged_notes_are_said_to_be_damaged(tmp_path_factory, junk, at) -> None:
    home = tmp_path_factory.mktemp("home")
    journal = begun(home)
    whole = journal.file.read_bytes()
    damaged = whole[: at % len(whole)] + junk
    if damaged != whole:
        journal.file.write_bytes(damaged)
        with pytest.raises(JournalFaultyError) as raised:
            Journal.open(home, DISK)
        assert str(journal.file) in raised.value.remedy or str(journal.file) in raised.value.what


@pytest.mark.parametrize("damage", [Path.unlink, lambda file: file.write_bytes(bytes(32))], ids=["gone", "other"])
def test_notes_without_their_key_are_damaged(pcsol_home, damage) -> None:
    begun(pcsol_home)
    damage(next((pcsol_home / "journal").glob("*.key")))
    with pytest.raises(JournalFaultyError):
        Journal.open(pcsol_home, DISK)


def test_a_station_that_cannot_take_notes_begins_nothing(tmp_path) -> None:
    (tmp_path / "home").write_text("a file where the folder should be")
    with pytest.raises(StoreError):
        begun(tmp_path / "home")


def test_a_note_that_cannot_be_kept_later_does_not_stop_the_erasure(pcsol_home) -> None:
    journal = begun(pcsol_home)
    said: list[StoreError] = []
    journal.when_unkept = said.append
    journal.keep(4096, (), 0.0, ())
    (pcsol_home / "journal").rename(pcsol_home / "pulled")
    journal.keep(8192, (), 0.0, ())
    assert journal.fault is not None
    (pcsol_home / "pulled").rename(pcsol_home / "journal")
    older = Journal.open(pcsol_home, DISK).entry
    assert older is not None
    assert older.offset_bytes == 4096
    journal.keep(12288, (), 0.0, ())
    newer = Journal.open(pcsol_home, DISK).entry
    assert newer is not None
    assert newer.offset_bytes == 12288
    (pcsol_home / "journal").rename(pcsol_home / "pulled")
    journal.keep(16384, (), 0.0, ())
    assert said == [journal.fault]  # said once, and remembered for the record


def test_a_password_that_cannot_be_noted_may_not_be_set(pcsol_home) -> None:
    journal = begun(pcsol_home)
    journal.password_comes("PCSOL")
    entry = Journal.open(pcsol_home, DISK).entry
    assert entry is not None
    assert entry.ata_password == "PCSOL"
    journal.password_gone()
    (pcsol_home / "journal").rename(pcsol_home / "pulled")
    with pytest.raises(StoreError):
        journal.password_comes("PCSOL")


@given(
    st.integers(0, 2**51).map(lambda sectors: sectors * 512),
    st.lists(st.tuples(st.integers(0, 2**40), st.integers(0, 99)), max_size=5),
)
def test_an_entry_comes_back_as_it_was(tmp_path_factory, offset, ranges) -> None:
    journal = begun(tmp_path_factory.mktemp("home"))
    journal.keep(offset, tuple(SectorRange(first=first, last=first + more) for first, more in ranges), 0.0, ())
    assert journal.entry is not None
    assert Entry.model_validate_json(journal.file.read_bytes()) == journal.entry


def test_a_key_left_by_a_power_cut_is_replaced_and_taken_away(pcsol_home) -> None:
    journal = begun(pcsol_home)
    old = journal.key("step 0")
    journal.file.unlink()
    assert begun(pcsol_home).key("step 0") != old
    assert len(list((pcsol_home / "journal").glob("*.key"))) == 1


def test_another_plan_has_another_key_and_forgets_no_password(pcsol_home) -> None:
    journal = begun(pcsol_home)
    journal.password_comes("PCSOL")
    old = journal.key("step 0")
    journal.begin(plan(), "chacha20")
    again = Journal.open(pcsol_home, DISK)
    assert again.entry is not None
    assert (again.entry.ata_password, again.entry.cipher) == ("PCSOL", "chacha20")
    assert again.key("step 0") != old
    assert len(list((pcsol_home / "journal").glob("*.key"))) == 1


@pytest.mark.parametrize("writes", [0, 1])
def test_a_power_cut_while_another_plan_begins_leaves_the_older_notes(pcsol_home, monkeypatch, writes) -> None:
    journal = begun(pcsol_home)
    journal.keep(4096, (), 0.0, ())
    old, left, write_whole = journal.key("step 0"), [writes], medium.write_whole

    def cut(file: Path, content: bytes) -> None:
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        write_whole(file, content)

    monkeypatch.setattr(medium, "write_whole", cut)
    with pytest.raises(KeyboardInterrupt):
        journal.begin(plan(), "chacha20")
    again = Journal.open(pcsol_home, DISK)
    assert again.entry is not None
    assert (again.entry.offset_bytes, again.key("step 0")) == (4096, old)


@pytest.mark.parametrize("offset", [-4096, 12345])
def test_an_offset_that_no_disk_has_is_damage(pcsol_home, offset) -> None:
    journal = begun(pcsol_home)
    text = journal.file.read_text("utf-8")
    assert '"offset_bytes": 0' in text
    journal.file.write_text(text.replace('"offset_bytes": 0', f'"offset_bytes": {offset}'), "utf-8")
    with pytest.raises(JournalFaultyError):
        Journal.open(pcsol_home, DISK)


def test_damaged_notes_are_not_deleted_before_their_password_was_written_down(pcsol_home, english) -> None:
    begun(pcsol_home).file.write_text("{")
    with pytest.raises(JournalFaultyError) as raised:
        Journal.open(pcsol_home, DISK)
    assert raised.value.remedy.index("password") < raised.value.remedy.index("delete")
