"""Sense bytes of real kernels and of nobody: what is not clearly success is none."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcsol.tools.firmware import sense
from pcsol.tools.firmware.ata import registers, sanitize
from pcsol.tools.firmware.ata.passthrough import Answer, Command
from pcsol.tools.firmware.sg_io import Reply


def _answer(raw, status=2, host=0, driver=0):
    told = sense.parse(raw)
    return Answer(Command("?", 0xB4), Reply(b"", status, host, driver, told), registers.read(told))


def test_the_descriptor_of_a_finished_sanitize_is_success_when_it_is_whole():
    whole = bytes.fromhex("7201001d0000000e") + bytes((9, 12, 1, 0, 0x80, 0, 0, 0xFF, 0, 0xFF, 0, 0, 0x40, 0x50))
    assert sanitize.read_status(_answer(whole)).state == "succeeded"
    assert [n for n in range(len(whole)) if sanitize.read_status(_answer(whole[:n])).state] == []


@pytest.mark.parametrize(
    ("raw", "registers_line"),
    [
        # Linux 6.1, QEMU and the simulator (capture_tcmu_fixed_sense_sd3.txt, capture_qemu72_ide_hdparm.txt).
        ("70 00 0b 00 00 00 00 0a 04 51 40 01 00 00 00 00 00 00 00 00", "status=51 error=04 count=0001"),
        ("70 00 0b 00 00 00 00 0a 04 51 40 01 00 00 00 00 01 00 00 00", "status=51 error=04 count=0001"),
        ("70 00 0b 00 00 00 00 0a 04 41 e0 01 00 00 00 00 80 00 00 00", "status=41 error=04 count=0001"),
        ("70 00 05 00 00 00 00 0a 04 51 40 01 21 04 00 00 00 00 00 00", "status=51 error=04 count=0001"),
        # Linux 6.12 (data/qemu/e-ata-erase.txt).
        ("f0 00 0b 04 41 40 00 0a 00 00 00 00 00 00 00 00 00 00 00 00", "status=41 error=04 count=0000"),
        ("72 0b 00 00 00 00 00 0e 09 0c 01 04 00 00 00 00 00 00 00 00 40 51", "status=51 error=04 count=0000"),
    ],
)
def test_a_refusal_is_read_from_every_format(raw, registers_line):
    answer = _answer(bytes.fromhex(raw))
    assert answer.refused
    assert not answer.accepted
    assert answer.registers.line.startswith(registers_line)


def test_the_two_fixed_layouts_are_told_apart_by_the_information_field():
    old = registers.read(sense.parse(bytes.fromhex("70000b000000000a04514001000000000112003400".replace(" ", ""))[:20]))
    new = registers.read(sense.parse(bytes.fromhex("f0000b045140010a00030000") + bytes(8)))
    assert (old.error, old.status) == (4, 0x51)
    assert (new.error, new.status, new.lba_low) == (4, 0x51, 3)


def test_a_count_whose_upper_half_did_not_fit_is_not_known():
    """A finished sanitize says so in bit 15 of the count; the fixed format only says that some upper bit is set."""
    told = sense.parse(bytes.fromhex("f00001005040000ac0ffff00001d0000") + bytes(4))
    assert registers.read(told).count is None
    assert sanitize.read_status(_answer(told.raw)).state is None


def test_sense_of_an_earlier_command_is_not_this_one_s():
    raw = b"\x73" + bytes.fromhex("01001d0000000e") + bytes((9, 12, 1, 0, 0x80, 0, 0, 0, 0, 0, 0, 0, 0x40, 0x50))
    assert registers.read(sense.parse(raw)) is None


@pytest.mark.parametrize(("host", "driver", "status"), [(7, 0, 2), (0x0B, 0, 2), (0, 6, 2), (0, 0, 0x08), (0, 0, 0x18)])
def test_an_error_of_the_line_is_no_success_whatever_the_sense_says(host, driver, status):
    whole = bytes.fromhex("7201001d0000000e") + bytes((9, 12, 1, 0, 0x80, 0, 0, 0, 0, 0, 0, 0, 0x40, 0x50))
    assert _answer(whole).accepted
    assert not _answer(whole, status, host, driver).accepted
    assert sanitize.read_status(_answer(whole, status, host, driver)).state is None


def test_good_without_registers_is_no_success():
    assert not _answer(b"", status=0).accepted


def _says_success(raw):
    """What the standard calls success, written down a second time, from the descriptor alone."""
    return (
        raw[0] & 0x7F == 0x72
        and raw[1] & 0x0F in (0, 1)
        and raw[2:4] == b"\0\x1d"
        and re.search(rb"\x09.", raw[8:], re.S)
    )


@given(st.binary(max_size=64))
def test_random_sense_is_never_read_as_a_finished_sanitize(raw):
    answer = _answer(raw)
    if sanitize.read_status(answer).state == "succeeded":
        assert _says_success(raw)
    if answer.accepted and answer.registers.count is not None and raw[0] & 0x7F in (0x70, 0x71):
        assert raw[12:14] == b"\0\x1d"


@given(st.binary(max_size=40), st.sampled_from((0x70, 0x71, 0xF0, 0x72, 0x73)))
def test_sense_that_looks_like_one_never_breaks_the_reader(raw, kind):
    answer = _answer(bytes((kind, *raw)))
    assert answer.line
    assert sanitize.read_status(answer).state in (None, "idle", "running", "failed", "frozen", "succeeded")


def test_progress_is_read_from_both_formats():
    fixed = bytes.fromhex("7000020000000 00a00000000041b00 80 8000 0000".replace(" ", ""))
    assert sense.parse(fixed).code == (2, 4, 0x1B)
    assert sense.parse(fixed).progress == 0.5
    descriptor = bytes.fromhex("7202041b00000008 02060000804000 00".replace(" ", ""))
    assert sense.parse(descriptor).progress == 0.25


def test_the_eighteen_bytes_that_the_kernel_hands_over_are_enough():
    """What SG_IO gave on Linux 6.1 for a drive in SD3 that answers in the fixed format (read in a guest)."""
    answer = _answer(bytes.fromhex("70000b000000000a04514001000000000101"))
    assert answer.refused
    assert answer.registers.lba is None
    assert sanitize.read_status(answer).state == "failed"
