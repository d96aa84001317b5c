"""/sys/class/drm: the screens that are plugged in, and their EDID (VESA E-EDID 1.4; the first block of 128 bytes)."""

import re

from pcsol.errors import FactError, ToolUnreadableError
from pcsol.model.hardware.devices import Display
from pcsol.tools.world.refusals import no_folder
from pcsol.tools.world.world import World

FOLDER = "/sys/class/drm"
_CONNECTOR = re.compile(r"card\d+-(.+)")
_HEADER = bytes.fromhex("00ffffffffffff00")
_BLOCK = 128
_DESCRIPTORS = (54, 72, 90, 108)
_NAME, _SERIAL = 0xFC, 0xFF
_NO_SERIALS = (0, 0x01010101, 0xFFFFFFFF)
_LAST_YEAR = 2050  # the byte can say 2245

# Who stands behind the letters of the PNP register, where their screens carry another name.
_MAKERS = {
    "ACI": "Asus", "ACR": "Acer", "AOC": "AOC", "APP": "Apple", "AUS": "Asus", "BNQ": "BenQ", "CPQ": "Compaq",
    "DEL": "Dell", "EIZ": "Eizo", "ENC": "Eizo", "FUS": "Fujitsu Siemens", "GSM": "LG", "GWY": "Gateway",
    "HPN": "HP", "HWP": "HP", "IBM": "IBM", "IVM": "Iiyama", "LEN": "Lenovo", "LPL": "LG Philips",
    "MED": "Medion", "MEI": "Panasonic", "MEL": "Mitsubishi", "NEC": "NEC", "PHL": "Philips", "SAM": "Samsung",
    "SNY": "Sony", "TOS": "Toshiba", "VSC": "ViewSonic",
}  # fmt: skip


def outputs(world: World) -> dict[str, str]:
    """Return the outputs that have a screen, each with the path of its EDID (which may be empty or missing).

    Raises FactMissingError when no graphics driver reports outputs at all: whether there is a screen is unknown then.
    """
    kept = {output: f"/edid-{output}.bin" for output in world.targets("edid")}
    connectors = {name: match[1] for name in world.names(FOLDER) or () if (match := _CONNECTOR.fullmatch(name))}
    if not kept and not connectors:
        raise no_folder(world, FOLDER)
    plugged = {
        name if list(connectors.values()).count(output) > 1 else output: f"{FOLDER}/{name}/edid"
        for name, output in connectors.items()
        if output not in kept and _plugged(world, name)
    }
    return dict(sorted({**kept, **plugged}.items()))


def _plugged(world: World, name: str) -> bool:
    try:
        return world.read(f"{FOLDER}/{name}/status").strip() == "connected"
    except FactError:
        return False


def parse(raw: bytes, output: str | None = None) -> Display:
    """Return the screen that this EDID describes. Raises ToolUnreadableError when it is cut or its sum is wrong."""
    block = raw[:_BLOCK]
    if len(block) < _BLOCK:
        raise ToolUnreadableError("EDID", details=f"{len(raw)} bytes")
    if not block.startswith(_HEADER) or sum(block) % 256 != 0:
        raise ToolUnreadableError("EDID", details=f"header {block[:8].hex()}, sum {sum(block) % 256}")
    letters = _letters(block)
    width_px, height_px = _preferred(block)
    width_mm, height_mm = _size(block)
    return Display(
        output=output,
        manufacturer=_MAKERS.get(letters, letters) if letters else None,
        model=_text(block, _NAME),
        serial=_serial(block),
        year=_year(block),
        width_px=width_px,
        height_px=height_px,
        width_mm=width_mm,
        height_mm=height_mm,
    )


def _letters(block: bytes) -> str | None:
    """Bytes 8 and 9: three letters of five bits each, A is 1."""
    word = int.from_bytes(block[8:10], "big")
    codes = [(word >> shift) & 0x1F for shift in (10, 5, 0)]
    return "".join(chr(ord("A") - 1 + code) for code in codes) if all(1 <= code <= 26 for code in codes) else None


def _text(block: bytes, tag: int) -> str | None:
    """Return the descriptors of this tag; a name longer than 13 signs goes on in the next."""
    parts: list[str] = []
    for start in _DESCRIPTORS:
        if block[start : start + 3] == b"\0\0\0" and block[start + 3] == tag:
            raw, ended, _rest = block[start + 5 : start + 18].partition(b"\n")
            parts.append(raw.decode("ascii", errors="ignore"))
            if ended:
                break
    text = "".join(sign for sign in "".join(parts) if sign.isprintable()).strip()
    return text or None


def _serial(block: bytes) -> str | None:
    text = _text(block, _SERIAL)
    if text and not re.fullmatch(r"0+", text):
        return text
    number = int.from_bytes(block[12:16], "little")
    return None if number in _NO_SERIALS else str(number)


def _year(block: bytes) -> int | None:
    year = 1990 + block[17]
    return year if 1990 < year <= _LAST_YEAR else None


def _timing(block: bytes) -> bytes | None:
    """Return the first detailed timing; a pixel clock of 0 says that it is something else."""
    timing = block[54:72]
    return timing if timing[:2] != b"\0\0" else None


def _preferred(block: bytes) -> tuple[int | None, int | None]:
    """The first timing is the preferred one since EDID 1.3; before, only when a bit says so."""
    timing = _timing(block)
    before = (block[18], block[19]) < (1, 3)
    if timing is None or (before and not block[24] & 0x02):
        return None, None
    width = timing[2] | (timing[4] & 0xF0) << 4
    height = timing[5] | (timing[7] & 0xF0) << 4
    interlaced = bool(timing[17] & 0x80)
    return width or None, height * (2 if interlaced else 1) or None


def _size(block: bytes) -> tuple[int | None, int | None]:
    """Bytes 21 and 22 say it in cm, 0 where it varies; the timing in mm, believed where both agree."""
    timing = _timing(block)
    if not block[21] or not block[22]:
        return None, None
    rough = (block[21] * 10, block[22] * 10)
    fine = (timing[12] | (timing[14] & 0xF0) << 4, timing[13] | (timing[14] & 0x0F) << 8) if timing else (0, 0)
    if 0 in fine:
        return rough
    return fine if all(abs(a - b) <= 10 for a, b in zip(rough, fine, strict=True)) else (None, None)
