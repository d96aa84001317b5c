"""IDENTIFY DEVICE, 512 bytes, honest to ACS-4, clause 7.12.7: each word says what the drive does in its mode."""

import struct

from tests.guest.simulator.ata.extent import Extent
from tests.guest.simulator.ata.sanitize import Sanitize
from tests.guest.simulator.ata.security import Security
from tests.guest.simulator.spec import Spec

_RPM = 7200
# General configuration, LBA and DMA, SATA to 6 Gb/s with NCQ, ATA8-ACS to ACS-4; SMART, power, flush, 48-bit, WWN.
_FIXED = {
    0: 0x0040, 47: 0x8010, 49: 0x0F00, 53: 0x0006, 59: 0x0110, 63: 0x0007, 64: 0x0003, 75: 0x001F, 76: 0x010E,
    77: 0x0006, 80: 0x07F0, 81: 0x006D, 82: 0x7069, 83: 0x7400, 84: 0x4163, 85: 0x7049, 86: 0x3400, 87: 0x4163,
    88: 0x407F, 222: 0x107F,
}  # fmt: skip


def text(words: str, length: int) -> bytes:
    """ATA strings: padded with blanks, the two bytes of each word swapped."""
    padded = words.ljust(length).encode("ascii")[:length]
    return bytes(padded[at ^ 1] for at in range(length))


def page(spec: Spec, extent: Extent, security: Security, sanitize: Sanitize) -> bytes:
    """Return the page as it is now."""
    w = [0] * 256
    for at, word in _FIXED.items():
        w[at] = word
    w[59] |= sanitize.word_59
    w[60], w[61] = (min(extent.visible, 0x0FFFFFFF) >> shift & 0xFFFF for shift in (0, 16))
    w[100:104] = (extent.visible >> (16 * at) & 0xFFFF for at in range(4))
    w[106] = 0x6003 if spec.rotates else 0x4000
    w[108:112] = (int(spec.wwn, 16) >> shift & 0xFFFF for shift in (48, 32, 16, 0))
    w[119] = w[120] = 0x4000 | extent.has_amax << 8
    w[217] = _RPM if spec.rotates else 1
    _features(w, spec, extent, security)
    found = bytearray(struct.pack("<256H", *w))
    found[20:40] = text(spec.serial, 20)
    found[46:54] = text(spec.firmware, 8)
    found[54:94] = text(spec.model, 40)
    found[510] = 0xA5
    found[511] = -sum(found[:511]) & 0xFF
    return bytes(found)


def _features(w: list[int], spec: Spec, extent: Extent, security: Security) -> None:
    """What is supported (82, 83) and what is on (85, 86); the Security words; TRIM."""
    w[82] |= spec.security << 1 | extent.has_hpa << 10
    w[85] |= (spec.security and security.enabled) << 1 | extent.has_hpa << 10
    for at in (83, 86):
        w[at] |= extent.has_dco << 11
    if spec.security:
        w[89], w[90], w[92] = spec.minutes // 2, spec.minutes if spec.enhanced else 0, 0xFFFE
        w[128] = security.word_128
    if spec.trim and not spec.rotates:
        w[69], w[105], w[169] = 0x4020, 1, 1
