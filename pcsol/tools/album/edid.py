"""A screen's EDID without the screen's serial (VESA E-EDID 1.4, 3.4 and 3.10; pure)."""

from pcsol.tools.album import findings, standins
from pcsol.tools.album.standins import Salt

_BLOCK = 128
_HEADER = b"\x00\xff\xff\xff\xff\xff\xff\x00"
_DESCRIPTORS = (54, 72, 90, 108)
_SERIAL_TEXT = b"\x00\x00\x00\xff\x00"


def is_edid(raw: bytes) -> bool:
    """Tell whether these bytes begin as an EDID does."""
    return len(raw) >= _BLOCK and raw.startswith(_HEADER)


def without_serial(raw: bytes, salt: Salt) -> bytes:
    """Return the EDID with another serial number and serial text, of the same length, its checksum right if it was."""
    block = bytearray(raw[:_BLOCK])
    was_right = sum(block) % 256 == 0
    number = f"{int.from_bytes(block[12:16], 'little'):08x}"
    if not findings.names_nobody(number) and number not in ("01010101", "00000001"):
        new = standins.serial(f"x{number}", salt).encode()
        block[12:16] = bytes(1 + byte % 255 for byte in new[1:5])
    for start in _DESCRIPTORS:
        if block[start : start + 5] == _SERIAL_TEXT:
            block[start + 5 : start + 18] = _text(bytes(block[start + 5 : start + 18]), salt)
    if was_right:
        block[127] = -sum(block[:127]) % 256
    return bytes(block) + raw[_BLOCK:]


def serial_texts(raw: bytes) -> list[str]:
    """Return the serial texts of an EDID: other programs may have written them down too."""
    found = [raw[at + 5 : at + 18] for at in _DESCRIPTORS if raw[at : at + 5] == _SERIAL_TEXT]
    texts = [text.split(b"\n")[0].decode("cp437").strip() for text in found]
    return [text for text in texts if not findings.names_nobody(text)]


def _text(field: bytes, salt: Salt) -> bytes:
    """Text ends with a line feed and is filled up with blanks."""
    text, end, rest = field.partition(b"\n")
    value = text.decode("cp437")
    if findings.names_nobody(value):
        return field
    return standins.serial(value, salt).encode("cp437", errors="replace")[: len(text)] + end + rest
