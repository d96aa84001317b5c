"""A drive's description of itself, and pages that are none."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcsol.tools.firmware.ata import identify, overlay
from pcsol.tools.firmware.nvme import identify as nvme
from pcsol.tools.firmware.nvme import sanitize
from pcsol.tools.firmware.scsi import opcodes
from tests.drives.ata import AtaDrive


def _with(page, words):
    changed = list(struct.unpack("<256H", page))
    for word, value in words.items():
        changed[word] = value
    changed[255] = 0
    return struct.pack("<256H", *changed)


def test_a_drive_is_read_whole():
    found = identify.parse(AtaDrive(sectors=4096, serial="WD-1", model="A DRIVE").identify())
    assert (found.model, found.serial, found.firmware, found.sectors) == ("A DRIVE", "WD-1", "1.0", 4096)
    assert found.sanitize
    assert found.sanitize_block
    assert found.sanitize_crypto
    assert found.sanitize_overwrite
    assert found.security
    assert found.security_enhanced
    assert not found.security_frozen
    assert not found.security_enabled
    assert (found.erase_minutes, found.enhanced_minutes) == (4, 8)
    assert "w59=f100" in found.line


@pytest.mark.parametrize(
    ("word", "minutes"),
    [(0, None), (2, 4), (254, 508), (255, 510), (0x8000, None), (0x8001, 2), (0x8000 | 300, 600), (0x0F02, 4)],
)
def test_the_time_of_an_erase_is_read_in_both_forms(word, minutes):
    assert identify.parse(_with(AtaDrive().identify(), {89: word})).erase_minutes == minutes


def test_a_feature_counts_only_where_the_word_that_vouches_for_it_does():
    page = AtaDrive().identify()
    assert not identify.parse(_with(page, {83: 0x0000})).security
    assert not identify.parse(_with(page, {128: 0xFFFF})).security
    assert not identify.parse(_with(page, {119: 0x0100})).has_amax
    assert identify.parse(_with(page, {119: 0x4100})).has_amax
    assert not identify.parse(_with(page, {59: 0xE000})).sanitize_block


@pytest.mark.parametrize("page", [b"", bytes(512), b"\xff" * 512, bytes(511), AtaDrive().identify()[:-1]])
def test_what_a_dumb_bridge_answers_is_no_drive(page):
    assert identify.parse(page) is None


def test_a_page_whose_checksum_is_wrong_is_no_drive():
    page = bytearray(AtaDrive().identify())
    page[256] ^= 1
    assert identify.parse(bytes(page)) is None


@given(st.binary(min_size=512, max_size=512))
def test_garbage_never_breaks_the_reader(page):
    found = identify.parse(page)
    if found is not None:
        assert found.line
        assert (found.sectors, found.model) > (0, "")
        assert found.logical_sector_bytes >= 512
        assert found.security in (True, False)


def test_the_empty_overlay_that_hdparm_prints_as_one_sector_is_none():
    assert overlay.parse(bytes(512)) is None
    assert overlay.parse(b"\x02" + bytes(511)) is None


def _controller(oacs=0x0A, fna=0x04, sanicap=0x7):
    page = bytearray(4096)
    page[4:24], page[24:64], page[64:72] = b"NVME0001".ljust(20), b"A CONTROLLER".ljust(40), b"1.0".ljust(8)
    struct.pack_into("<H", page, 256, oacs)
    struct.pack_into("<I", page, 328, sanicap)
    page[524] = fna
    return bytes(page)


def test_a_controller_is_read_whole():
    found = nvme.parse_controller(_controller())
    assert (found.serial, found.model, found.firmware) == ("NVME0001", "A CONTROLLER", "1.0")
    assert found.sanitize_block
    assert found.sanitize_crypto
    assert found.sanitize_overwrite
    assert not found.purge_reported
    assert found.format
    assert found.format_crypto
    assert not found.format_all_namespaces
    assert found.manages_namespaces
    assert nvme.parse_controller(_controller(sanicap=0x27)).purge_reported


def test_qemu_s_controller_promises_no_crypto_erase():
    """nvme-id-ctrl.txt: oacs 266, fna 0, sanicap 0; its format with SES=2 "succeeded" all the same."""
    found = nvme.parse_controller(_controller(oacs=266, fna=0, sanicap=0))
    assert found.format
    assert not found.format_crypto
    assert not found.sanitize_block


def test_a_list_of_namespaces_must_rise():
    page = struct.pack("<1024I", 1, 2, 7, *[0] * 1021)
    assert nvme.parse_list(page) == (1, 2, 7)
    assert nvme.parse_list(struct.pack("<1024I", 2, 1, *[0] * 1022)) is None
    assert nvme.parse_list(page[:-1]) is None
    assert nvme.parse_list(struct.pack("<1024I", *range(1, 1025))) == tuple(range(1, 1025))


@pytest.mark.parametrize(
    ("sprog", "sstat", "state"),
    [
        (0xFFFF, 0x0000, "idle"),
        (0xFFFF, 0x0101, "succeeded"),  # nvme-cli issue 752: SPROG 65535, SSTAT 0x101
        (655, 0x0002, "running"),  # nvme-cli issues 1784 and 3027
        (0xFFFF, 0x0003, "failed"),
        (0xFFFF, 0x0904, "succeeded"),
        (0x1000, 0x0001, None),  # an end that its progress denies
        (0xFFFF, 0x0005, None),
        (0xFFFF, 0x0007, None),
    ],
)
def test_the_sanitize_log_is_read_from_its_bytes(sprog, sstat, state):
    log = sanitize.parse(struct.pack("<HHIIII", sprog, sstat, 0x0A, 60, 0xFFFFFFFF, 3).ljust(512, b"\0"))
    assert log.state == state
    assert log.seconds == {"overwrite": 60, "block": None, "crypto": 3}
    assert log.purged == (sstat == 0x0904)


@given(st.binary(max_size=600))
def test_a_short_or_random_log_is_a_success_only_where_its_bytes_say_so(raw):
    log = sanitize.parse(raw)
    if log is not None and log.state == "succeeded":
        assert raw[:2] == b"\xff\xff"
        assert raw[2] & 7 in (1, 4)


@pytest.mark.parametrize(
    ("told", "supported"),
    [("0003000a", True), ("00010000", False), ("00050000", False), ("00000000", None), ("0003", None), ("", None)],
)
def test_a_scsi_command_is_supported_only_as_the_standard_has_it(told, supported):
    assert opcodes.parse(bytes.fromhex(told)) is supported
