"""What a disk says it can do, on every bus; and that asking changes nothing."""

import errno

import pytest

from pcsol.errors import FactMissingError
from pcsol.model.hardware.disk import Disk
from pcsol.tools.firmware.wire import Wire
from pcsol.wipe.firmware.abilities import read_abilities
from tests.drives.ata import AtaDrive
from tests.drives.nvme import NvmeDrive
from tests.drives.scsi import ScsiDrive

ASKING = {0xEC, (0xB4, 0x0000), 0x27, 0xF8, 0x78, 0xB1}


class Street:
    """A world with a /sys of few files."""

    def __init__(self, files=None):
        self.files = files or {}

    def read(self, path, limit_bytes=0):
        return self.read_bytes(path).decode()

    def read_bytes(self, path, limit_bytes=0):
        if path not in self.files:
            raise FactMissingError(path)
        return self.files[path]

    def names(self, path):
        return () if any(name.startswith(path) for name in self.files) else None


SLEEPER = Street({"/sys/power/mem_sleep": b"s2idle [deep]\n", "/sys/class/rtc/rtc0/wakealarm": b""})


def _of(drive, bus="sata", world=SLEEPER, **disk):
    return read_abilities(Disk(name="sda", bus=bus, **disk), Wire(-1, drive), world)


@pytest.mark.parametrize("sense", ["descriptor", "libata", "fixed"])
def test_an_ata_drive_tells_all_of_it(sense):
    drive = AtaDrive(sense=sense, frozen=True, sectors=5000, visible=4000)
    told = _of(drive)
    assert told.direct is True
    assert told.deep_sleep is True
    assert told.ata.sanitize_state == "idle"
    assert (told.ata.sanitize_block, told.ata.sanitize_crypto, told.ata.sanitize_overwrite) == (True, True, True)
    assert (told.ata.security_frozen, told.ata.security_enabled, told.ata.security_locked) == (True, False, False)
    assert (told.ata.visible_sectors, told.ata.native_sectors) == (4000, 5000)
    assert (told.scsi, told.nvme, told.secure_discard) == (None, None, False)
    assert set(drive.commands) <= ASKING


def test_an_overlay_is_seen_behind_the_native_size():
    told = _of(AtaDrive(sectors=5000, overlay=4500))
    assert (told.ata.has_dco, told.ata.native_sectors, told.ata.dco_sectors) == (True, 4500, 5000)


def test_an_overlay_that_is_not_told_is_unknown_and_so_is_one_smaller_than_what_is_shown():
    """A firmware freezes it on many towers; a bridge answers 1 (seen)."""
    for drive in (AtaDrive(sectors=5000, overlay=4500, refuses=frozenset({0xB1})), AtaDrive(sectors=1, overlay=4500)):
        told = _of(drive)
        assert (told.ata.has_dco, told.ata.dco_sectors, told.ata.told_all_sectors) == (True, None, False)


def test_a_sanitize_whose_status_cannot_be_read_back_is_none(english):
    """A bridge that drops the registers: the drive has the command, and nobody could see it end."""
    told = _of(AtaDrive(hides_registers=True), bus="usb")
    assert told.direct is False
    assert (told.ata.sanitize, told.ata.sanitize_block, told.ata.sanitize_state) == (False, False, None)
    assert told.ata.native_sectors is None


def test_a_dumb_bridge_tells_nothing_and_nothing_is_made_up():
    told = _of(AtaDrive(dumb=True), bus="usb")
    assert told.ata is None
    assert told.direct is False
    assert told.secure_discard is False


@pytest.mark.parametrize("bus", ["sas", "scsi"])
def test_a_sata_drive_behind_a_sas_or_raid_adapter_is_not_direct_and_a_scsi_drive_is(bus):
    """A megaraid adapter in JBOD mode shows a bare "scsi" host; libata's own is "sata" or "ata"."""
    assert _of(AtaDrive(), bus=bus).direct is False
    assert _of(ScsiDrive(), bus=bus).direct is True
    assert _of(AtaDrive(), bus="ata").direct is True


def test_the_words_of_another_drive_are_not_this_one_s():
    assert _of(AtaDrive(serial="OTHER"), serial="MINE").ata is None
    assert _of(AtaDrive(serial="WD-WCC 1"), serial="WD-WCC_1").ata is not None


def test_a_sas_drive_lists_its_service_actions():
    told = _of(ScsiDrive(actions=frozenset({1, 3})), bus="sas").scsi
    assert (told.sanitize_overwrite, told.sanitize_block, told.sanitize_crypto) == (True, False, True)


def test_an_nvme_drive_tells_all_of_it():
    told = _of(NvmeDrive(sanicap=0x3, namespaces=(1, 4), held=4), bus="nvme").nvme
    assert (told.sanitize_block, told.sanitize_crypto, told.sanitize_overwrite) == (True, True, False)
    assert (told.format, told.format_crypto, told.format_all_namespaces) == (True, True, False)
    assert (told.namespaces, told.namespace) == ((1, 4), 4)


def test_a_drive_that_is_gone_is_not_known():
    assert _of(AtaDrive(gone=True)).ata is None
    assert _of(NvmeDrive(gone=True), bus="nvme").nvme is None


def test_without_a_line_the_page_that_the_kernel_kept_is_read():
    page = bytes(60) + AtaDrive(frozen=True).identify()
    told = read_abilities(Disk(name="sda", bus="sata"), None, Street({"/sys/block/sda/device/vpd_pg89": page}))
    assert told.ata.security_frozen is True
    assert (told.ata.sanitize_state, told.ata.native_sectors) == (None, None)
    assert told.deep_sleep is None


@pytest.mark.parametrize(
    ("states", "deep"), [(b"[s2idle]\n", False), (b"[s2idle] deep\n", True), (b"deepest\n", False)]
)
def test_only_deep_is_deep_sleep(states, deep):
    world = Street({"/sys/power/mem_sleep": states, "/sys/class/rtc/rtc0/wakealarm": b""})
    assert _of(AtaDrive(), world=world).deep_sleep is deep


@pytest.mark.parametrize(("byte", "told"), [(0x55, True), (0x10, False), (None, None)])
def test_an_emmc_is_asked_by_its_own_register(byte, told):
    import ctypes

    def card(descriptor, request, packet):
        assert request == 0xC048B300
        assert (packet.opcode, packet.write_flag, packet.blksz, packet.blocks) == (8, 0, 512, 1)
        assert ctypes.sizeof(packet) == 72
        if byte is None:
            raise OSError(errno.ENOTTY, "no")
        page = bytearray(512)
        page[192], page[231] = 8, byte
        ctypes.memmove(packet.data_ptr, bytes(page), 512)
        return 0

    assert _of(card, bus="mmc").secure_discard is told
