"""Hidden areas: found, opened for good, read back; or said to be left."""

import pytest

from pcsol.errors import DiskChangedError
from pcsol.wipe.firmware.hidden import open_hidden_areas
from tests.drives.ata import SECTOR, AtaDrive
from tests.drives.jobs import job_on


def _open(drive, kernel=None, **changes):
    job, ear = job_on(drive, **changes)
    return open_hidden_areas(job, kernel or (lambda: drive.visible * SECTOR)), ear


@pytest.mark.parametrize(
    ("drive", "kind", "count"),
    [
        (AtaDrive(sectors=5000, visible=4000), "hpa", 1000),
        (AtaDrive(sectors=5000, visible=4000, amax=True), "amax", 1000),
        (AtaDrive(sectors=5000, visible=4000, sense="libata"), "hpa", 1000),
    ],
)
def test_a_hidden_area_is_opened(drive, kind, count, english):
    found, ear = _open(drive)
    (area,) = found.areas
    assert (area.kind, area.state, area.visible_sectors, area.whole_sectors) == (kind, "opened", 4000, 5000)
    assert str(count) in area.text
    assert drive.visible == 5000
    assert found.size_bytes == 5000 * SECTOR
    assert not found.power_cycle
    assert not found.closed
    assert ear.looked == 1


def test_an_overlay_is_taken_away_once_the_area_before_it_is_open():
    drive = AtaDrive(sectors=6000, overlay=5000, visible=4000)
    found, ear = _open(drive)
    assert [(area.kind, area.state) for area in found.areas] == [("hpa", "opened"), ("dco", "opened")]
    assert drive.visible == 6000
    assert ear.looked == 2


def test_a_drive_that_hides_nothing_is_left_alone():
    drive = AtaDrive()
    found, ear = _open(drive)
    assert [area.state for area in found.areas] == ["none"]
    assert ear.looked == 0
    assert not {0x37, 0xF9, 0xEF} & set(drive.commands)


@pytest.mark.parametrize(
    ("drive", "states"),
    [
        (AtaDrive(sectors=5000, visible=4000, refuses=frozenset({0x37})), ["kept"]),
        (AtaDrive(sectors=5000, visible=4000, refuses=frozenset({0x27})), ["unknown"]),
        (AtaDrive(sectors=6000, overlay=5000, refuses=frozenset({0xB1})), ["none", "unknown"]),
        (AtaDrive(dumb=True), ["unknown"]),
        (AtaDrive(gone=True), ["unknown"]),
    ],
)
def test_what_cannot_be_opened_or_asked_is_said(drive, states):
    found, _ = _open(drive, kernel=lambda: 4000 * SECTOR)
    assert [area.state for area in found.areas] == states
    assert found.closed


@pytest.mark.parametrize("bus", ["usb", "sas", "virtio", None])
def test_nothing_is_asked_through_a_bridge(bus):
    """`hdparm -N` finds an HPA on a USB stick: 0/1 sectors (seen)."""
    drive = AtaDrive(sectors=5000, visible=4000)
    found, _ = _open(drive, bus=bus)
    assert [area.state for area in found.areas] == ["unknown"]
    assert drive.commands == []


def test_a_kernel_that_takes_no_notice_asks_for_a_power_cycle():
    drive = AtaDrive(sectors=5000, visible=4000)
    found, ear = _open(drive, kernel=lambda: 4000 * SECTOR)
    assert found.power_cycle
    assert found.closed
    assert found.size_bytes == 4000 * SECTOR
    assert 10 <= ear.clock.at < 12


def test_a_disk_that_changed_is_not_opened():
    drive = AtaDrive(sectors=5000, visible=4000)

    def changed():
        raise DiskChangedError("not this one")

    with pytest.raises(DiskChangedError):
        _open(drive, look_again=changed)
    assert drive.visible == 4000


def test_nvme_has_no_such_areas():
    found, _ = _open(AtaDrive(dumb=True), bus="nvme")
    assert (found.areas, found.closed) == ((), False)
