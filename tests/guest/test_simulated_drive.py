"""The simulated drive by itself, without a guest: its states are those of ACS-4, whatever the mode."""

from pathlib import Path
from typing import Any

import pytest

from tests.guest import boots, drawer
from tests.guest.simulator.ata import sanitize as s
from tests.guest.simulator.ata.drive import AtaDrive
from tests.guest.simulator.ata.registers import Command
from tests.guest.simulator.medium import BadSectorError, Medium
from tests.guest.simulator.power import Power
from tests.guest.simulator.scsi.disk import Disk
from tests.guest.simulator.spec import Seen, Spec

_PASSWORD = (b"\0\0" + b"PCSOL".ljust(32, b"\0")).ljust(512, b"\0")
_BLOCK = Command(s.CODE, s.BLOCK, lba=s.KEYS[s.BLOCK], extend=True)
_STATUS = Command(s.CODE, s.STATUS, extend=True)
_QUICK = {"seconds": 0.01}


def _drive(folder: Path, **fields: Any) -> tuple[AtaDrive, Medium, Power, Seen]:
    spec = Spec.from_plain({"name": "one", "size_mib": 1, **fields})
    medium = Medium(spec, str(drawer.fill(folder / "one.img", "one", 1)))
    power, seen = Power(), Seen()
    return AtaDrive(spec, medium, power, seen), medium, power, seen


def _word(drive: AtaDrive, at: int) -> int:
    return int.from_bytes(drive.identify()[2 * at : 2 * at + 2], "little")


@pytest.mark.parametrize("mode", boots.table("modes").items(), ids=lambda mode: mode[0])
def test_every_mode_is_a_disk(mode: tuple[str, dict[str, Any]], tmp_path: Path) -> None:
    spec = Spec.from_plain({"name": mode[0], **mode[1]})
    backing = tmp_path / "backing"
    backing.write_bytes(b"")
    with backing.open("r+b") as stream:
        stream.truncate(spec.native_sectors * 512)
    disk = Disk(spec, Medium(spec, str(backing)), Power(), Seen())
    assert disk.execute(bytes((0x12, 0, 0, 0, 96, 0)).ljust(16, b"\0"), b"").data[8:16].strip()
    assert disk.ata is None or sum(disk.ata.identify()) % 256 == 0


def test_serial_numbers_and_world_wide_names_are_each_disks_own() -> None:
    specs = [Spec.from_plain({"name": f"proof{n}"}) for n in range(200)]
    assert len({spec.serial for spec in specs}) == len({spec.wwn for spec in specs}) == 200


def test_an_unknown_field_is_no_honest_disk() -> None:
    with pytest.raises(AssertionError, match="keeps"):
        Spec.from_plain({"name": "x", "keeps": "all"})


def test_erase_unit_must_follow_prepare_directly(tmp_path: Path) -> None:
    drive, medium, *_ = _drive(tmp_path, security_erase=_QUICK)
    drive.execute(Command(0xF1, data=_PASSWORD))
    assert drive.execute(Command(0xF4, data=_PASSWORD)).error
    drive.execute(Command(0xF3))
    drive.execute(Command(0xEC))
    assert drive.execute(Command(0xF4, data=_PASSWORD)).error
    assert any(medium.read(0, 1))
    drive.execute(Command(0xF3))
    assert not drive.execute(Command(0xF4, data=_PASSWORD)).error
    assert not any(medium.read(0, 2048))


def test_a_password_outlives_the_power_and_locks_the_drive(tmp_path: Path) -> None:
    drive, _medium, power, _seen = _drive(tmp_path)
    drive.execute(Command(0xF1, data=_PASSWORD))
    assert (_word(drive, 128) & 0x0F, drive.media_blocked) == (0b0011, False)
    power.extra += 1
    drive.wake()
    assert (_word(drive, 128) & 0x0F, drive.media_blocked) == (0b0111, True)
    for _try in range(5):
        assert drive.execute(Command(0xF2, data=bytes(512))).error
    assert _word(drive, 128) & 0x10
    assert drive.execute(Command(0xF2, data=_PASSWORD)).error, "the count has expired until the next power cycle"


@pytest.mark.parametrize(("frozen", "after"), [("always", 0b1001), ("until-resume", 0b0001)])
def test_power_thaws_only_the_drive_that_is_not_frozen_again(frozen: str, after: int, tmp_path: Path) -> None:
    drive, _medium, power, _seen = _drive(tmp_path, frozen=frozen)
    assert drive.execute(Command(0xF1, data=_PASSWORD)).error
    power.extra += 1
    drive.wake()
    assert _word(drive, 128) & 0x0F == after


def test_a_running_sanitize_blocks_the_medium_and_outlives_the_power(tmp_path: Path) -> None:
    drive, _medium, power, _seen = _drive(tmp_path, sanitize_erase={"seconds": 60})
    assert drive.execute(_BLOCK).count == 0x4000
    power.extra += 1
    drive.wake()
    assert drive.media_blocked
    assert drive.execute(_STATUS).count & 0x4000
    assert drive.execute(Command(0xF1, data=_PASSWORD)).error


def test_a_wrong_key_starts_nothing(tmp_path: Path) -> None:
    drive, medium, *_ = _drive(tmp_path)
    assert drive.execute(Command(s.CODE, s.BLOCK, lba=s.KEYS[s.CRYPTO], extend=True)).error
    assert not drive.media_blocked
    assert any(medium.read(0, 1))


def test_failed_ends_only_by_a_new_sanitize_or_where_clearing_was_allowed(tmp_path: Path) -> None:
    drive, *_ = _drive(tmp_path, sanitize_erase=_QUICK | {"ends": "fails"})
    drive.execute(_BLOCK)
    while not (ended := drive.execute(_STATUS)).error:
        assert ended.count & 0x4000
    assert ended.lba & 0xFF == 1
    assert drive.execute(Command(s.CODE, s.STATUS, count=1, extend=True)).error
    assert drive.media_blocked


def test_a_bad_sector_names_itself(tmp_path: Path) -> None:
    medium = _drive(tmp_path, unwritable=[[7, 8]], unreadable=[[9, 9]])[1]
    with pytest.raises(BadSectorError) as bad:
        medium.write(0, bytes(512 * 16))
    assert bad.value.lba == 7
    with pytest.raises(BadSectorError) as bad:
        medium.read(8, 4)
    assert bad.value.lba == 9


def test_what_a_disk_was_told_is_kept(tmp_path: Path) -> None:
    drive, _medium, _power, seen = _drive(tmp_path, frozen="always")
    drive.execute(Command(0xF1, data=_PASSWORD))
    assert seen.commands == [{"command": "SECURITY SET PASSWORD", "ended": "aborted"}]
