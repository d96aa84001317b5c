"""Makers of memory modules by their JEDEC number (JEP106): a bank and a code within it, written in many ways.

The numbers are facts of the standard; each was checked against the part numbers of the machines that show it.
"""

import re

# (continuation codes, code with its parity bit): maker. Bank 1 has no continuation code.
_MAKERS = {
    (0, 0x2C): "Micron",
    (0, 0x40): "ProMOS",
    (0, 0xAD): "SK Hynix",
    (0, 0xC1): "Infineon",
    (0, 0xCE): "Samsung",
    (1, 0x4F): "Transcend",
    (1, 0x7A): "Apacer",
    (1, 0x91): "Dataram",
    (1, 0x94): "SMART Modular",
    (1, 0x98): "Kingston",
    (1, 0xBA): "PNY",
    (2, 0x9E): "Corsair",
    (2, 0xFE): "Elpida",
    (3, 0x0B): "Nanya",
    (3, 0x13): "GeIL",
    (3, 0x25): "Kingmax",
    (3, 0x94): "Mushkin",
    (4, 0x43): "Ramaxel",
    (4, 0xB0): "OCZ",
    (4, 0xCB): "ADATA",
    (4, 0xCD): "G.Skill",
    (4, 0xEF): "Team Group",
    (5, 0x02): "Patriot",
    (5, 0x51): "Qimonda",
    (5, 0x57): "Aeneon",
    (5, 0x9B): "Crucial",
    (5, 0xF7): "Avant",
    (6, 0x34): "Super Talent",
    (6, 0xC1): "ASint",
    (6, 0xD3): "Silicon Power",
    (6, 0xF1): "InnoDisk",
    (7, 0x5D): "GOODRAM",
    (12, 0x26): "Timetec",
}
# Some AMI firmware prints the two bytes of "029E" in decimal and keeps two signs of each ("02", "158"): "0215".
# Only those that one maker alone was seen with.
_DECIMAL = {
    "0112": (1, 0x7A),
    "0114": (1, 0x94),
    "0215": (2, 0x9E),
    "0420": (4, 0xCD),
    "0423": (4, 0xEF),
    "0467": (4, 0x43),
    "0793": (7, 0x5D),
    "1302": (5, 0x02),
    "1311": (3, 0x0B),
    "1314": (3, 0x94),
    "1315": (5, 0x9B),
    "1319": (3, 0x13),
    "1321": (6, 0xD3),
    "1337": (3, 0x25),
    "1438": (12, 0x26),
}
_AMD = "8001"  # any other writing of bank 1, code 1 is met on sticks without a maker
_HEX = re.compile(r"(?:[0-9A-F]{2})+")
_DIGITS = re.compile(r"(?=.*\d)[0-9A-F]{4,}|")
_BANK = re.compile(r"Bank (\d+), Hex 0x([0-9A-F]{2})", re.IGNORECASE)
_CONTINUED, _PARITY, _SHORT_BYTES = 0x7F, 0x80, 2


def is_code(text: str) -> bool:
    """Return whether this is a JEDEC number (in any writing) and no maker's name."""
    return _DIGITS.fullmatch(_bare(text)) is not None


def maker(text: str) -> str | None:
    """Return the maker behind a JEDEC number, None when it is none or not in the table.

    Understood: "029E", "0x9E02", "859B0000802C" (module, then chip maker), "7F7F9E0000000000" (as DDR2 counts),
    "JEDEC ID:80 CE" (Apple), "Bank 3, Hex 0x9E" (dmidecode 3.2).
    """
    if banked := _BANK.fullmatch(text.strip()):
        return _MAKERS.get((int(banked[1]) - 1, int(banked[2], 16)))
    bare = _bare(text)
    if bare in _DECIMAL:
        return _MAKERS[_DECIMAL[bare]]
    if bare == _AMD:
        return "AMD"
    return _of_bytes(bytes.fromhex(bare)) if _HEX.fullmatch(bare) else None


def _bare(text: str) -> str:
    return re.sub(r"^JEDEC ID:|\s", "", text.strip(), flags=re.IGNORECASE).upper().removeprefix("0X")


def _of_bytes(number: bytes) -> str | None:
    """DDR2 repeats 7F once per bank and fills up with 00 or FF; DDR3 and later give bank and code, in either order."""
    continued = len(number) - len(number.lstrip(bytes([_CONTINUED])))
    rest = number[continued:]
    counted = len(number) > _SHORT_BYTES and rest and set(rest[1:]) <= {0x00, 0xFF}
    if counted and (continued, rest[0]) in _MAKERS:
        return _MAKERS[continued, rest[0]]
    if len(number) < _SHORT_BYTES or continued:
        return None
    first, second = number[0], number[1]
    return _MAKERS.get((first & ~_PARITY, second)) or _MAKERS.get((second & ~_PARITY, first))
