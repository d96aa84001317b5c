"""Recorded machines whose raw answers are changed: what programs and the kernel said, never what PCSol made of it."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pcsol.model.probe import Probe
from pcsol.tools.album.pages import Pages
from pcsol.tools.world.album import AlbumWorld
from pcsol.tools.world.filenames import plain, safe
from tests.replay.machines import MACHINES, probed

Text = Callable[[str], str]
TOWER = "made-up-optiplex-7010"


def recorded(name: str = TOWER) -> Pages:
    """A machine of the album, as pages."""
    folder = MACHINES / name
    files = {
        "/".join(plain(part) for part in file.relative_to(folder).parts): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and file.name != "index.json"
    }
    return Pages(files, json.loads((folder / "index.json").read_text("utf-8")))


def with_file(pages: Pages, place: str, change: Text) -> Pages:
    """One file, changed. It has to be there, and the change has to change it."""
    before = pages.files[place].decode()
    after = change(before)
    assert after != before, place
    return Pages({**pages.files, place: after.encode()}, pages.index)


def with_json(pages: Pages, place: str, change: Callable[[Any], Any]) -> Pages:
    """One JSON file; `change` works on it in place, or returns another."""

    def changed(text: str) -> str:
        told = json.loads(text)
        return json.dumps(change(told) or told)

    return with_file(pages, place, changed)


def everywhere(pages: Pages, change: Text) -> Pages:
    """Every name and every text of a machine: for what has another name at the next start."""
    files = {change(place): _text(raw, change) for place, raw in pages.files.items()}
    return Pages(files, json.loads(change(json.dumps(pages.index))))


def without(pages: Pages, *signs: str) -> Pages:
    """Everything is gone that the kernel keeps under these signs, and every file of that name."""

    def gone(word: str) -> bool:
        return any(sign in word for sign in signs)

    index: dict[str, Any] = {**pages.index}
    index["links"] = {
        place: leads for place, leads in index.get("links", {}).items() if not gone(place) and not gone(leads)
    }
    index["names"] = {
        place: [name for name in names if not gone(f"{place}/{name}")]
        for place, names in index.get("names", {}).items()
        if not gone(place)
    }
    index["present"] = [place for place in index.get("present", ()) if not gone(place)]
    return Pages({place: raw for place, raw in pages.files.items() if not gone(place)}, index)


def look(pages: Pages, folder: Path) -> Probe:
    """Write the pages as an album and look at it."""
    for place, raw in pages.files.items():
        file = folder.joinpath(*map(safe, place.split("/")))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(raw)
    (folder / "index.json").write_text(json.dumps(dict(pages.index)), "utf-8")
    return probed(AlbumWorld(folder))


def block_of(text: str, locator: str) -> str:
    """The block of dmidecode that describes one memory slot."""
    return next(block for block in text.split("\n\n") if f"\tLocator: {locator}\n" in block)


def slot(text: str, locator: str, **facts: str) -> str:
    """Other facts in the block of a slot: `Serial_Number="1234"`."""
    block = changed = block_of(text, locator)
    for name, value in facts.items():
        changed = re.sub(
            rf"(?m)^\t{name.replace('_', ' ')}:.*$", f"\t{name.replace('_', ' ')}: {value}", changed, count=1
        )
    return text.replace(block, changed)


def filled(text: str, locator: str, like: str, serial: str) -> str:
    """A slot that holds a stick like that of another slot."""
    stick = block_of(text, like)
    handle, empty = block_of(text, locator).split(",", 1)[0], block_of(text, locator)
    made = stick.replace(stick.split(",", 1)[0], handle).replace(f"Locator: {like}\n", f"Locator: {locator}\n")
    return slot(text.replace(empty, made), locator, Serial_Number=serial)


def emptied(text: str, locator: str) -> str:
    """A slot that holds nothing."""
    return slot(
        text, locator, Size="No Module Installed", Type="Unknown", Speed="Unknown", Manufacturer="", Serial_Number="",
        Part_Number="", Configured_Memory_Speed="Unknown", Total_Width="Unknown", Data_Width="Unknown",
    )  # fmt: skip


def attribute(smart: dict[str, Any], number: int, add: int) -> None:
    """Raise the raw value of a SMART attribute."""
    for one in smart["ata_smart_attributes"]["table"]:
        if one["id"] == number:
            one["raw"]["value"] += add
            one["raw"]["string"] = str(one["raw"]["value"])


def _text(raw: bytes, change: Text) -> bytes:
    try:
        return change(raw.decode()).encode()
    except UnicodeDecodeError:
        return raw


def merged(*parts: Mapping[str, Any]) -> dict[str, Any]:
    """Mappings, one over the other."""
    return {key: value for part in parts for key, value in part.items()}
