"""The station's key: made once, kept for its owner alone, locked where it may be lost."""

import errno
import json
import os
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pcsol.errors import KeyLockedError, RecordUnreadableError, StoreFullError, StoreReadOnlyError
from pcsol.judge.certificate import public_key
from pcsol.store import medium
from pcsol.store.papers import keys, removable, signers
from pcsol.store.papers.keys import Need

NOW = datetime(2026, 11, 24, tzinfo=UTC)
PIN = "cidre doux"
Change = Callable[[dict[str, Any]], dict[str, Any]]


def nobody(_need: Need) -> None:
    return None


def says(pin: str) -> keys.AskPin:
    return lambda _need: pin


@pytest.fixture
def on_a_stick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "is_removable", lambda _home: True)


def test_a_key_is_made_at_first_use_and_is_the_same_ever_after(pcsol_home: Path) -> None:
    assert not keys.is_made(pcsol_home)
    first = keys.station_key(pcsol_home, nobody, NOW)
    assert keys.station_key(pcsol_home, nobody) == first
    assert public_key(first.private) == first.public


def test_only_its_owner_may_read_it(pcsol_home: Path) -> None:
    old = os.umask(0)
    try:
        keys.station_key(pcsol_home, nobody)
    finally:
        os.umask(old)
    assert stat.S_IMODE((pcsol_home / "keys/station.json").stat().st_mode) == 0o600
    assert stat.S_IMODE((pcsol_home / "keys").stat().st_mode) == 0o700


def test_a_key_is_not_printed(pcsol_home: Path) -> None:
    key = keys.station_key(pcsol_home, nobody)
    assert key.private.hex() not in repr(key)
    assert repr(key.private) not in repr(key)


def test_on_a_stick_there_is_no_key_without_a_pin(pcsol_home: Path, on_a_stick: None) -> None:
    with pytest.raises(KeyLockedError, match="PIN"):
        keys.station_key(pcsol_home, nobody)
    assert not keys.is_made(pcsol_home)


def test_on_a_stick_the_secret_is_not_in_the_file(pcsol_home: Path, on_a_stick: None) -> None:
    key = keys.station_key(pcsol_home, says(PIN))
    content = (pcsol_home / "keys/station.json").read_text("utf-8")
    assert key.private.hex() not in content
    assert json.loads(content)["secret"] is None
    assert keys.station_key(pcsol_home, says(PIN)) == key


@pytest.mark.parametrize("wrong", [None, "", "cidre brut", "cidre doux2", " "])
def test_a_wrong_pin_opens_nothing(pcsol_home: Path, on_a_stick: None, wrong: str | None) -> None:
    keys.station_key(pcsol_home, says(PIN))
    with pytest.raises(KeyLockedError):
        keys.station_key(pcsol_home, lambda _need: wrong)


def test_a_short_pin_is_refused(pcsol_home: Path) -> None:
    with pytest.raises(KeyLockedError):
        keys.station_key(pcsol_home, says("12345"))
    assert not keys.is_made(pcsol_home)


def test_a_pin_that_is_given_locks_a_key_on_a_fixed_disk_too(pcsol_home: Path) -> None:
    keys.station_key(pcsol_home, says(PIN))
    with pytest.raises(KeyLockedError):
        keys.station_key(pcsol_home, nobody)


def test_one_sign_typed_in_two_ways_is_one_pin(pcsol_home: Path) -> None:
    made = keys.station_key(pcsol_home, says("é" + PIN))
    assert keys.station_key(pcsol_home, says("é" + PIN)) == made


def test_what_is_asked_for_says_whether_the_pin_is_new(pcsol_home: Path, on_a_stick: None) -> None:
    asked: list[Need] = []

    def ask(need: Need) -> str:
        asked.append(need)
        return PIN

    keys.station_key(pcsol_home, ask)
    keys.station_key(pcsol_home, ask)
    assert asked == ["choose", "enter"]


@pytest.mark.parametrize(
    "change",
    [
        lambda found: found | {"public_key": "00" * 32},
        lambda found: found | {"secret": "00" * 32},
        lambda found: found | {"secret": "zz"},
        lambda found: found | {"secret": None},
        lambda found: found | {"schema": "pcsol/key/2"},
    ],
)
def test_a_damaged_key_is_no_key_and_is_not_written_over(pcsol_home: Path, change: Change) -> None:
    keys.station_key(pcsol_home, nobody)
    file = pcsol_home / "keys/station.json"
    file.write_text(json.dumps(change(json.loads(file.read_text("utf-8")))), "utf-8")
    before = file.read_bytes()
    with pytest.raises(RecordUnreadableError) as fault:
        keys.station_key(pcsol_home, nobody)
    assert file.read_bytes() == before
    assert "00" * 32 not in fault.value.details


def test_a_hostile_file_asks_for_no_memory(pcsol_home: Path) -> None:
    keys.station_key(pcsol_home, says(PIN))
    file = pcsol_home / "keys/station.json"
    found = json.loads(file.read_text("utf-8"))
    found["sealed"]["rounds"] = 2**40
    file.write_text(json.dumps(found), "utf-8")
    with pytest.raises(RecordUnreadableError):
        keys.station_key(pcsol_home, says(PIN))


def test_the_public_key_is_bound_to_the_sealed_secret(pcsol_home: Path) -> None:
    keys.station_key(pcsol_home, says(PIN))
    file = pcsol_home / "keys/station.json"
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | {"public_key": "00" * 32}), "utf-8")
    with pytest.raises(KeyLockedError):
        keys.station_key(pcsol_home, says(PIN))


@pytest.mark.parametrize(("number", "kind"), [(errno.ENOSPC, StoreFullError), (errno.EROFS, StoreReadOnlyError)])
def test_a_key_that_cannot_be_kept_is_not_used(
    pcsol_home: Path, monkeypatch: pytest.MonkeyPatch, number: int, kind: type[Exception]
) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    (pcsol_home / "towers").mkdir(parents=True)
    monkeypatch.setattr(medium.os, "fsync", fail)
    with pytest.raises(kind):
        keys.station_key(pcsol_home, nobody)
    assert not keys.is_made(pcsol_home)


def test_a_station_is_a_signer_without_its_pin(pcsol_home: Path) -> None:
    assert keys.own_signer(pcsol_home) is None
    key = keys.station_key(pcsol_home, says(PIN), NOW)
    (pcsol_home / "settings.yaml").write_text("station: banc-2\nstructure: Val d'Or\n", "utf-8")
    own = keys.own_signer(pcsol_home)
    assert own is not None
    assert (own.station, own.structure, own.public_key, own.valid_from) == ("banc-2", "Val d'Or", key.public.hex(), NOW)


def test_a_station_always_knows_itself(pcsol_home: Path) -> None:
    key = keys.station_key(pcsol_home, nobody)
    assert [one.public_key for one in signers.known([])] == [key.public.hex()]


def test_a_machine_without_a_home_knows_nobody(pcsol_home: Path) -> None:
    assert signers.known([]) == ()
    assert not pcsol_home.exists()


def _disk(sys: Path, path: str, *, removable: bool, number: str, partition: str = "") -> Path:
    disk = sys / path
    (disk / partition).mkdir(parents=True)
    (disk / "removable").write_text("1\n" if removable else "0\n")
    if partition:
        (disk / partition / "partition").write_text("1\n")
    (sys / "dev/block").mkdir(parents=True, exist_ok=True)
    (sys / "dev/block" / number).symlink_to(disk / partition)
    return sys / "dev/block" / number


@pytest.mark.parametrize(
    ("path", "flag", "carried"),
    [
        ("devices/pci0/ata1/host0/block/sda", False, False),
        ("devices/pci0/usb1/1-1/host6/block/sdb", False, True),
        ("devices/pci0/usb1/1-1/host6/block/sdc", True, True),
        ("devices/platform/mmc_host/mmc0/mmc0:1234/block/mmcblk0", False, True),
        ("devices/pci0/ata1/host0/block/sr0", True, True),
    ],
)
def test_a_stick_is_told_from_a_fixed_disk(tmp_path: Path, path: str, flag: bool, carried: bool) -> None:
    assert removable.device_is_removable(_disk(tmp_path, path, removable=flag, number="8:1", partition="p1")) is carried


def test_an_encrypted_stick_is_a_stick(tmp_path: Path) -> None:
    stick = _disk(tmp_path, "devices/usb1/block/sdb", removable=False, number="8:17", partition="sdb1")
    crypt = _disk(tmp_path, "devices/virtual/block/dm-0", removable=False, number="254:0")
    (crypt / "slaves").mkdir()
    (crypt / "slaves/sdb1").symlink_to(stick.resolve())
    assert removable.device_is_removable(crypt) is True


def test_what_no_disk_is_named_for_is_unknown(tmp_path: Path) -> None:
    assert removable.device_is_removable(tmp_path / "dev/block/0:42") is None


def test_on_the_live_medium_everything_is_carried_about(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PCSOL_LIVE", str(tmp_path))
    assert removable.is_removable(tmp_path) is True
