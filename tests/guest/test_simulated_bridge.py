"""The simulated USB bridge by itself: wrappers and data in the order of the bulk-only transport."""

import struct

from tests.guest.simulator.sense import GOOD, Answer, refuse
from tests.guest.simulator.usb import descriptors
from tests.guest.simulator.usb.bulk_only import BulkOnly


def _command(cdb: bytes, length: int, *, into_host: bool) -> bytes:
    return struct.pack("<IIIBBB", 0x43425355, 7, length, 0x80 * into_host, 0, len(cdb)) + cdb.ljust(16, b"\0")


def _status(wrapper: bytes) -> tuple[int, int]:
    mark, tag, residue, status = struct.unpack("<IIIB", wrapper)
    assert (mark, tag) == (0x53425355, 7)
    return residue, status


def test_data_comes_before_the_status() -> None:
    bridge = BulkOnly(lambda _cdb, _data: Answer(0, b"x" * 1024))
    bridge.out(_command(bytes((0x28, *bytes(7), 2, 0)), 1024, into_host=True))
    assert bridge.bulk_in(512) + bridge.bulk_in(512) == b"x" * 1024
    assert _status(bridge.bulk_in(13)) == (0, 0)


def test_a_short_answer_ends_the_data_and_leaves_a_residue() -> None:
    bridge = BulkOnly(lambda _cdb, _data: Answer(0, b"y" * 36))
    bridge.out(_command(bytes((0x12, 0, 0, 0, 96, 0)), 96, into_host=True))
    assert bridge.bulk_in(96) == b"y" * 36
    assert _status(bridge.bulk_in(13)) == (60, 0)


def test_data_for_the_disk_arrive_whole_however_they_were_cut() -> None:
    got: list[bytes] = []

    def execute(_cdb: bytes, data: bytes) -> Answer:
        got.append(data)
        return GOOD

    bridge = BulkOnly(execute)
    bridge.out(_command(bytes((0x2A, *bytes(7), 2, 0)), 1024, into_host=False))
    bridge.out(b"a" * 512)
    assert got == []
    bridge.out(b"b" * 512)
    assert got == [b"a" * 512 + b"b" * 512]
    assert _status(bridge.bulk_in(13)) == (0, 0)


def test_the_reason_of_a_failure_waits_for_request_sense() -> None:
    bridge = BulkOnly(lambda _cdb, _data: refuse(3, 0x11, 0))
    bridge.out(_command(bytes((0x28, *bytes(7), 1, 0)), 512, into_host=True))
    assert bridge.bulk_in(512) == b""
    assert _status(bridge.bulk_in(13)) == (512, 1)
    bridge.out(_command(bytes((0x03, 0, 0, 0, 18, 0)), 18, into_host=True))
    assert bridge.bulk_in(18)[2] == 3
    assert _status(bridge.bulk_in(13)) == (0, 0)


def test_a_command_without_data_is_answered_at_once() -> None:
    bridge = BulkOnly(lambda _cdb, _data: GOOD)
    bridge.out(_command(bytes(6), 0, into_host=False))
    assert _status(bridge.bulk_in(13)) == (0, 0)


def test_the_descriptors_tell_their_own_lengths() -> None:
    for kind, length in ((1, 18), (2, 32)):
        found = descriptors.answer(struct.pack("<BBHHH", 0x80, 6, kind << 8, 0, 255), "S1")
        assert found is not None
        assert len(found) == length == (found[0] if kind == 1 else int.from_bytes(found[2:4], "little"))
    serial = descriptors.answer(struct.pack("<BBHHH", 0x80, 6, 0x0303, 0x0409, 255), "S1")
    assert serial is not None
    assert serial[2:].decode("utf-16-le") == "S1"
    assert descriptors.answer(struct.pack("<BBHHH", 0x80, 6, 0x0600, 0, 10), "S1") is None
