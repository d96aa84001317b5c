"""DEVICE CONFIGURATION (B1h, ACS-2, 7.9): an overlay by which a drive denies sectors and features that it has."""

import struct

from pcsol.tools.firmware.ata.passthrough import BLOCK_BYTES, Answer, Command, issue
from pcsol.tools.firmware.wire import Wire

DEVICE_CONFIGURATION = 0xB1
RESTORE, IDENTIFY = 0xC0, 0xC2
_REVISIONS = (0x0001, 0x0002)
_CHECKED = 0xA5


def sectors(wire: Wire) -> tuple[int | None, Answer]:
    """Ask how many sectors the drive was made with. None: no overlay, or an answer that cannot be believed."""
    answer = issue(wire, Command("DEVICE CONFIGURATION IDENTIFY", DEVICE_CONFIGURATION, IDENTIFY, reads=True))
    return (parse(answer.reply.data) if answer.accepted else None), answer


def restore(wire: Wire) -> Answer:
    """Take the overlay away. Refused while an HPA is set (ACS-2, 7.9.5)."""
    return issue(wire, Command("DEVICE CONFIGURATION RESTORE", DEVICE_CONFIGURATION, RESTORE))


def parse(data: bytes) -> int | None:
    """Read the 512 bytes: revision in word 0, last address in words 3 to 6, checksum in word 255.

    `hdparm --dco-identify` prints "Real max sectors: 1" of an empty answer (seen): here it is none.
    """
    if len(data) != BLOCK_BYTES or data[510] != _CHECKED or sum(data) & 0xFF:
        return None
    revision, last = struct.unpack_from("<H", data)[0], struct.unpack_from("<Q", data, 6)[0]
    return last + 1 if revision in _REVISIONS and 0 < last < 1 << 48 else None
