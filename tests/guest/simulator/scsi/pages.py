"""What a disk says of itself: INQUIRY, vital product data, mode pages. SPC-5 and SBC-4; SAT-4 for an ATA drive."""

import struct

from tests.guest.simulator.ata.drive import AtaDrive
from tests.guest.simulator.spec import Spec

_RPM = 7200


def inquiry(spec: Spec) -> bytes:
    """Standard data: an ATA drive's vendor is "ATA" (SAT-4, clause 8.1.2), or the bridge's own on USB."""
    vendor = "ATA" if spec.kind == "sata" else spec.vendor
    head = bytes((0, 0, 6, 2, 91, 0, 0, 2 if spec.kind != "usb" else 0))
    words = vendor.ljust(8)[:8] + spec.model.ljust(16)[:16] + spec.firmware.ljust(4)[-4:]
    return (head + words.encode("ascii")).ljust(96, b"\0")


def vital(spec: Spec, code: int, drive: AtaDrive | None) -> bytes | None:
    """Return one VPD page, or None where the disk has none of that number."""
    codes = [0x00, 0x80, 0x83, *([0x89] if drive else []), 0xB0, 0xB1, *([0xB2] if spec.trim else [])]
    if code not in codes or (spec.kind == "usb" and code == 0x89 and spec.bridge == "plain"):
        return None
    match code:
        case 0x00:
            body = bytes(codes)
        case 0x80:
            body = spec.serial.encode("ascii")
        case 0x83:
            body = _identification(spec)
        case 0x89:
            assert drive is not None
            body = (
                bytes(4) + b"LINUX   libata          3.00" + bytes((0x34, *bytes(19), 0xEC, 0, 0, 0)) + drive.identify()
            )
        case 0xB0:
            body = bytes(60)
        case 0xB1:
            body = struct.pack(">H", _RPM if spec.rotates else 1).ljust(60, b"\0")
        case _:
            body = bytes(4)
    return bytes((0, code)) + len(body).to_bytes(2, "big") + body


def _identification(spec: Spec) -> bytes:
    vendor = "ATA" if spec.kind == "sata" else spec.vendor
    words = f"{vendor:8.8}{spec.model:40.40}{spec.serial:20.20}".encode("ascii")
    found = bytes((2, 1, 0, len(words))) + words
    if spec.wwn:
        found += bytes((1, 3, 0, 8)) + bytes.fromhex(spec.wwn)
    return found


def mode_sense(ten: bool, page: int) -> bytes | None:
    """The caching page (08h) with the write cache off, so that Linux need not flush a disk whose program is frozen."""
    if page not in (0x08, 0x0A, 0x3F, 0x00):
        return None
    pages = b""
    if page in (0x08, 0x3F):
        pages += bytes((0x08, 0x12)) + bytes(18)
    if page in (0x0A, 0x3F):
        pages += bytes((0x0A, 0x0A)) + bytes(10)
    if ten:
        return (6 + len(pages)).to_bytes(2, "big") + bytes(6) + pages
    return bytes((3 + len(pages), 0, 0, 0)) + pages
