"""The bytes that go to a drive, written down by hand from the standards."""

import ctypes

import pytest

from pcsol.tools.firmware import sg_io
from pcsol.tools.firmware.ata import capacity, identify, overlay, sanitize, security
from pcsol.tools.firmware.nvme import admin, format_nvm
from pcsol.tools.firmware.nvme import sanitize as nvme_sanitize
from pcsol.tools.firmware.scsi import opcodes
from pcsol.tools.firmware.scsi import sanitize as scsi_sanitize
from pcsol.tools.firmware.wire import Wire


class Tape:
    """Keeps what was sent, and answers every command with an error of the line."""

    def __init__(self):
        self.cdbs, self.outs, self.packets, self.seconds, self.directions = [], [], [], [], []

    def __call__(self, descriptor, request, argument):
        if isinstance(argument, admin.Packet):
            self.packets.append(bytes(argument))
            return 0x4001
        self.cdbs.append(ctypes.string_at(argument.cmdp, argument.cmd_len).hex(" "))
        writes = argument.dxfer_direction == sg_io.TO_DEVICE
        self.outs.append(ctypes.string_at(argument.dxferp, argument.dxfer_len) if writes else b"")
        self.seconds.append(argument.timeout / 1000)
        self.directions.append(argument.dxfer_direction)
        argument.host_status = 7
        return 0


@pytest.fixture
def tape():
    return Tape()


@pytest.mark.parametrize(
    ("send", "cdb"),
    [
        (identify.read, "85 08 0e 00 00 00 01 00 00 00 00 00 00 40 ec 00"),
        (sanitize.status, "85 07 20 00 00 00 00 00 00 00 00 00 00 40 b4 00"),
        (sanitize.clear_failure, "85 07 20 00 00 00 01 00 00 00 00 00 00 40 b4 00"),
        # "BkEr": 42 6b 45 72, lowest byte first in the places of the LBA.
        (lambda w: sanitize.start(w, "block"), "85 07 20 00 12 00 10 42 72 00 45 00 6b 40 b4 00"),
        (lambda w: sanitize.start(w, "crypto"), "85 07 20 00 11 00 10 43 70 00 79 00 72 40 b4 00"),
        # "OW" above the pattern, one pass.
        (lambda w: sanitize.start(w, "overwrite", 0x11223344), "85 07 20 00 14 00 11 11 44 57 33 4f 22 40 b4 00"),
        (security.set_password, "85 0a 26 00 00 00 01 00 00 00 00 00 00 40 f1 00"),
        (security.unlock, "85 0a 26 00 00 00 01 00 00 00 00 00 00 40 f2 00"),
        (security.erase_prepare, "85 06 20 00 00 00 00 00 00 00 00 00 00 40 f3 00"),
        (
            lambda w: security.erase_unit(w, enhanced=True, seconds=9),
            "85 0a 26 00 00 00 01 00 00 00 00 00 00 40 f4 00",
        ),
        (security.disable_password, "85 0a 26 00 00 00 01 00 00 00 00 00 00 40 f6 00"),
        (
            lambda w: capacity.native_sectors(w, wide=True, amax=False),
            "85 07 20 00 00 00 00 00 00 00 00 00 00 40 27 00",
        ),
        (
            lambda w: capacity.native_sectors(w, wide=False, amax=False),
            "85 06 20 00 00 00 00 00 00 00 00 00 00 40 f8 00",
        ),
        (lambda w: capacity.native_sectors(w, wide=True, amax=True), "85 07 20 00 00 00 00 00 00 00 00 00 00 40 78 00"),
        (overlay.sectors, "85 08 0e 00 c2 00 01 00 00 00 00 00 00 40 b1 00"),
        (overlay.restore, "85 06 20 00 c0 00 00 00 00 00 00 00 00 40 b1 00"),
        (lambda w: opcodes.supports(w, 0x48, 2), "a3 0c 02 48 00 02 00 00 00 40 00 00"),
        (lambda w: scsi_sanitize.start(w, "block"), "48 a2 00 00 00 00 00 00 00 00"),
        (lambda w: scsi_sanitize.start(w, "crypto", wait_seconds=60), "48 23 00 00 00 00 00 00 00 00"),
        (lambda w: scsi_sanitize.start(w, "overwrite"), "48 a1 00 00 00 00 00 00 08 00"),
        (scsi_sanitize.leave_failure, "48 1f 00 00 00 00 00 00 00 00"),
        (scsi_sanitize.status, "03 00 00 00 fc 00"),
    ],
)
def test_the_command_goes_out_as_the_standard_has_it(tape, send, cdb):
    send(Wire(3, tape))
    assert tape.cdbs == [cdb]


def test_a_set_max_address_counts_only_right_after_the_question(monkeypatch):
    from tests.drives.ata import AtaDrive

    drive = AtaDrive(sectors=5000, visible=4000)
    asked, told = capacity.show(Wire(3, drive), 5000, wide=True, amax=False)
    assert asked.accepted
    assert told.accepted
    assert told.command.cdb().hex(" ") == "85 07 20 00 00 00 01 00 87 00 13 00 00 40 37 00"
    assert drive.visible == 5000


def test_the_28_bit_address_reaches_the_device_register():
    command = capacity.Command("SET MAX ADDRESS", 0xF9, 0, 1, 0x0ABCDEF1)
    assert command.cdb().hex(" ") == "85 06 20 00 00 00 01 00 f1 00 de 00 bc 4a f9 00"


def test_the_password_block_is_the_user_s_and_says_how_to_erase(tape):
    security.set_password(Wire(3, tape))
    security.erase_unit(Wire(3, tape), enhanced=True, seconds=7200)
    plain, enhanced = tape.outs
    assert plain == b"\0\0PCSOL" + bytes(505)
    assert enhanced == b"\x02\0PCSOL" + bytes(505)
    assert tape.directions == [-2, -2]
    assert tape.seconds == [20, 7200]


def test_the_overwrite_of_scsi_carries_one_pass_and_its_pattern(tape):
    scsi_sanitize.start(Wire(3, tape), "overwrite", pattern=b"\xaa\x55\xaa\x55")
    assert tape.outs == [b"\x01\x00\x00\x04\xaa\x55\xaa\x55"]


@pytest.mark.parametrize(
    ("send", "opcode", "nsid", "cdw10", "cdw11"),
    [
        (lambda w: nvme_sanitize.start(w, "block"), 0x84, 0, 0x0A, 0),
        (lambda w: nvme_sanitize.start(w, "crypto", purge_or_fail=True), 0x84, 0, 0x80C, 0),
        (lambda w: nvme_sanitize.start(w, "overwrite", pattern=0xFFFFFFFF), 0x84, 0, 0x1B, 0xFFFFFFFF),
        (nvme_sanitize.leave_failure, 0x84, 0, 0x01, 0),
        (nvme_sanitize.log, 0x02, 0xFFFFFFFF, 0x007F0081, 0),
        (
            lambda w: format_nvm.format_nvm(w, 0xFFFFFFFF, lba_format=1, crypto=True, seconds=600),
            0x80,
            0xFFFFFFFF,
            0x401,
            0,
        ),
        (lambda w: format_nvm.format_nvm(w, 2, lba_format=0x13, crypto=False, seconds=600), 0x80, 2, 0x1203, 0),
    ],
)
def test_the_admin_command_goes_out_as_the_standard_has_it(tape, send, opcode, nsid, cdw10, cdw11):
    send(Wire(3, tape))
    (packet,) = tape.packets
    assert len(packet) == 72
    assert packet[0] == opcode
    assert [int.from_bytes(packet[at : at + 4], "little") for at in (4, 40, 44)] == [nsid, cdw10, cdw11]


def test_an_error_of_the_line_is_told_raw_and_is_no_success(tape):
    answer = security.set_password(Wire(3, tape))
    assert not answer.accepted
    assert not answer.refused
    assert "host=07" in answer.line


def test_a_kernel_that_does_not_take_the_command_is_no_success():
    def refuse(descriptor, request, argument):
        raise OSError(22, "Invalid argument")

    assert not security.set_password(Wire(3, refuse)).accepted
    assert nvme_sanitize.log(Wire(3, refuse))[0] is None
    assert "Invalid argument" in nvme_sanitize.start(Wire(3, refuse), "block").line


def test_the_structures_are_as_large_as_the_kernel_s():
    assert ctypes.sizeof(sg_io.Header) == 88
    assert ctypes.sizeof(admin.Packet) == 72
