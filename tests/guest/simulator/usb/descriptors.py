"""What the bridge says of itself on USB: high speed, mass storage, one bulk pipe each way (USB 2.0, chapter 9)."""

import struct

_DEVICE, _CONFIGURATION, _STRING = 1, 2, 3
BULK_IN, BULK_OUT = 1, 2
# pid.codes' number for tests, and "bulk-only transport, SCSI commands".
_VENDOR, _PRODUCT = 0x1209, 0x0001
_WORDS = {1: "PCSol", 2: "Simulated bridge"}


def answer(setup: bytes, serial: str) -> bytes | None:
    """Return the data of a control request, b"" where there is none, None to stall."""
    kind, request, value, _index, length = struct.unpack("<BBHHH", setup)
    if kind & 0x60 == 0x20:  # class: Get Max LUN, Bulk-Only Reset
        return {0xFE: b"\0", 0xFF: b""}.get(request)
    if request == 6:
        found = _descriptor(value >> 8, value & 0xFF, serial)
        return found[:length] if found is not None else None
    return {0: b"\1\0", 1: b"", 3: b"", 9: b"", 11: b"", 8: b"\1", 10: b"\0"}.get(request)


def _descriptor(kind: int, number: int, serial: str) -> bytes | None:
    if kind == _DEVICE:
        return struct.pack("<BBHBBBBHHHBBBB", 18, 1, 0x0200, 0, 0, 0, 64, _VENDOR, _PRODUCT, 0x0100, 1, 2, 3, 1)
    if kind == _CONFIGURATION:
        interface = struct.pack("<BBBBBBBBB", 9, 4, 0, 0, 2, 8, 6, 0x50, 0)
        pipes = b"".join(struct.pack("<BBBBHB", 7, 5, at, 2, 512, 0) for at in (0x80 | BULK_IN, BULK_OUT))
        return struct.pack("<BBHBBBBB", 9, 2, 9 + len(interface + pipes), 1, 1, 0, 0x80, 50) + interface + pipes
    if kind == _STRING:
        words = struct.pack("<H", 0x0409) if number == 0 else (_WORDS | {3: serial}).get(number, "").encode("utf-16-le")
        return bytes((2 + len(words), 3)) + words
    return None
