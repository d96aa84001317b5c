"""Which start of the machine it is, and what its kernel kept of a crash: read from recorded trees."""

from pathlib import Path

import pytest

from pcsol.diagnostics.interrupted import boot
from pcsol.tools.world.album import AlbumWorld

PANIC = """\
Panic#1 Part1
<6>[  812.114] usb 1-2: new high-speed USB device number 4
<0>[  901.330] mce: [Hardware Error]: CPU 1: Machine Check: 0 Bank 4: b200000000070f0f
<0>[  901.331] Kernel panic - not syncing: Fatal machine check
"""


@pytest.fixture
def world(tmp_path: Path) -> AlbumWorld:
    for name, text in (
        ("proc/sys/kernel/random/boot_id", "9f3b7a5e-0000-4000-8000-000000000001\n"),
        ("sys/fs/pstore/dmesg-efi-170000000001001", "Oops#1 Part1\n<4>BUG: an old one\n"),
        ("sys/fs/pstore/dmesg-efi-170000000901001", PANIC),
    ):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return AlbumWorld(tmp_path)


def test_the_boot_id_is_read_and_nothing_where_there_is_none(world: AlbumWorld, tmp_path: Path) -> None:
    assert boot.boot_id(world) == "9f3b7a5e-0000-4000-8000-000000000001"
    (tmp_path / "proc/sys/kernel/random/boot_id").unlink()
    assert boot.boot_id(AlbumWorld(tmp_path)) == ""


def test_the_line_that_names_the_fault_is_evidence(world: AlbumWorld) -> None:
    assert "Machine Check" in boot.crash_text(world, ()) or "machine check" in boot.crash_text(world, ())


def test_a_report_that_was_there_before_the_run_proves_nothing(world: AlbumWorld) -> None:
    reports = boot.crash_reports(world)
    assert len(reports) == 2
    assert boot.crash_text(world, reports) == ""
    assert "an old one" in boot.crash_text(world, reports[1:])


def test_a_report_that_names_no_fault_is_passed_over(tmp_path: Path, world: AlbumWorld) -> None:
    (tmp_path / "sys/fs/pstore/dmesg-efi-170000001001001").write_text("Shutdown#1 Part1\n<6>reboot: Power down\n")
    assert "machine check" in boot.crash_text(world, ()).lower()
