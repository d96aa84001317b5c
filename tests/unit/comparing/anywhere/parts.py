"""Parts of any recorded tower, found in what its programs said: a stick's block, a disk's answers, a card's lines."""

import json
import re
from typing import Any

from pcsol.tools.album.pages import Pages

_EMPTY = ("No Module Installed", "Not Installed", "None", "Unknown")
_ITS_PLACE = re.compile(r"(?m)^\t(?:Locator|Bank Locator):.*$")


def text_of(pages: Pages, place: str) -> str:
    """A file as text; nothing when it is not there."""
    return pages.files.get(place, b"").decode("utf-8", "surrogateescape")


def put(pages: Pages, place: str, text: str) -> Pages:
    """The same pages with another file in that place, which differs from the one that was there."""
    assert text != text_of(pages, place), place
    return Pages({**pages.files, place: text.encode("utf-8", "surrogateescape")}, pages.index)


def told(pages: Pages, place: str) -> Any:
    """A JSON file; None when it is not there."""
    return json.loads(pages.files[place]) if place in pages.files else None


def slots(pages: Pages) -> tuple[list[str], list[str]]:
    """What dmidecode said of each slot with a stick, and of each without."""
    blocks = [block for block in text_of(pages, "dmidecode.txt").split("\n\n") if "DMI type 17," in block]
    blocks = [block for block in blocks if "\tType: Flash" not in block]
    sticks = [block for block in blocks if _size(block) not in _EMPTY]
    return sticks, [block for block in blocks if _size(block) in _EMPTY]


def _size(block: str) -> str:
    found = re.search(r"(?m)^\tSize: (.+?)\s*$", block)
    return found[1] if found else "Unknown"


def in_place_of(stick: str, other: str) -> str:
    """The stick of one block in the slot of another: its own facts, the other's handle and words on the board."""
    place = iter(_ITS_PLACE.findall(other))
    body = _ITS_PLACE.sub(lambda found: next(place, found[0]), stick)
    return body.replace(body.split("\n", 1)[0], other.split("\n", 1)[0], 1)


def disk_answers(pages: Pages) -> list[str]:
    """Files in which smartctl told of a disk inside the tower."""
    return [place for place in sorted(pages.files) if re.fullmatch(r"smartctl-(sd[a-z]|nvme\d+n1)\.json", place)]


def cards(pages: Pages, kind: str) -> list[str]:
    """What lspci said of each card of a kind ("VGA compatible")."""
    return [block for block in text_of(pages, "lspci.txt").split("\n\n") if kind in block[:120]]
