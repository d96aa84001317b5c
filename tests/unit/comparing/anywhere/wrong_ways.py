"""Ways to put a tower back wrong: each the smallest change of what programs and the kernel said of a recorded tower."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pcsol.tools.album.pages import Pages
from tests.unit.comparing.recordings import (
    attribute,
    emptied,
    everywhere,
    filled,
    recorded,
    slot,
    with_file,
    with_json,
    without,
)

Change = Callable[[Pages], Pages]
GRAPHICS_CARD = """Slot:	01:00.0
Class:	VGA compatible controller [0300]
Vendor:	NVIDIA Corporation [10de]
Device:	GK208B [GeForce GT 710] [128b]
SVendor:	ASUSTeK Computer Inc. [1043]
SDevice:	GT710-SL-1GD5 [8576]
Rev:	a1
ProgIf:	00
Driver:	nouveau
Module:	nouveau

"""


@dataclass(frozen=True, slots=True)
class Way:
    """`before`: the recorded tower, as it was; `wrong`: what happened to it; `found`: each line of the advice."""

    name: str
    wrong: Change
    found: tuple[tuple[str, str, str | None], ...]
    says: str
    before: Pages = field(default_factory=recorded)


def _dmi(change: Callable[[str], str]) -> Change:
    return lambda pages: with_file(pages, "dmidecode.txt", change)


def _json(place: str, change: Callable[[Any], Any]) -> Change:
    return lambda pages: with_json(pages, place, change)


def _two_sticks(pages: Pages) -> Pages:
    return _dmi(lambda text: filled(text, "DIMM3", "DIMM1", "51D0A2B7"))(pages)


def _in_channels(pages: Pages) -> Pages:
    """As boards of other makers name their slots."""
    words = {"DIMM1": "ChannelA-DIMM0", "DIMM2": "ChannelA-DIMM1", "DIMM3": "ChannelB-DIMM0", "DIMM4": "ChannelB-DIMM1"}
    return _dmi(lambda text: re.sub(r"Locator: (DIMM\d)", lambda found: f"Locator: {words[found[1]]}", text))(pages)


def _with_card(pages: Pages) -> Pages:
    return with_file(pages, "lspci.txt", lambda text: text.rstrip("\n") + "\n\n" + GRAPHICS_CARD)


def _swapped(text: str) -> str:
    one, other = "Serial Number: 8C3F21A7", "Serial Number: 51D0A2B7"
    return text.replace(one, "Serial Number: @").replace(other, one).replace("Serial Number: @", other)


def _loose_cable(pages: Pages) -> Pages:
    """The link falls back, as the kernel and the disk itself say."""
    slow = with_file(pages, "sys/class/ata_link/link1/sata_spd", lambda text: text.replace("6.0", "1.5"))

    def said(smart: dict[str, Any]) -> None:
        smart["interface_speed"]["current"].update(string="1.5 Gb/s", units_per_second=15)

    return with_json(slow, "smartctl-sda.json", said)


def _crc(pages: Pages) -> Pages:
    return with_json(pages, "smartctl-sda.json", lambda smart: attribute(smart, 199, 37))


def _no_disk(pages: Pages) -> Pages:
    def unlisted(told: dict[str, Any]) -> None:
        told["blockdevices"] = [one for one in told["blockdevices"] if one["name"] != "sda"]

    return with_json(without(pages, "/sda", "smartctl-sda"), "lsblk.json", unlisted)


def _other_disk(pages: Pages) -> Pages:
    other = everywhere(
        pages, lambda text: text.replace("Z3TQ7MUP", "Z3TQ9ABC").replace("0x5000c5006d1a2b3c", "0x5000c5006d77777c")
    )
    return with_json(other, "smartctl-sda.json", lambda smart: smart["wwn"].update(id=1836545916))


def _other_connector(pages: Pages) -> Pages:
    moved = everywhere(
        pages,
        lambda text: text.replace("/ata1/host0/target0:0:0/0:0:0:0", "/ata3/host2/target2:0:0/2:0:0:0")
        .replace("class/ata_link/link1", "class/ata_link/link3").replace("class/ata_port/ata1", "class/ata_port/ata3"),
    )  # fmt: skip
    return with_file(moved, "sys/class/ata_port/ata3/port_no", lambda _text: "3\n")


def _no_optical(pages: Pages) -> Pages:
    def unlisted(told: dict[str, Any]) -> None:
        told["blockdevices"] = [one for one in told["blockdevices"] if one["name"] != "sr0"]

    return with_json(without(pages, "/sr0"), "lsblk.json", unlisted)


def _fan_stands(told: dict[str, Any]) -> None:
    told["fans"]["dell_smm"][0]["current"] = 0


def _no_core_sensor(told: dict[str, Any]) -> None:
    told["temperatures"]["coretemp"] = [one for one in told["temperatures"]["coretemp"] if one["label"] != "Core 0"]


def _warmer(told: dict[str, Any]) -> None:
    for one in told["temperatures"]["coretemp"]:
        one["current"] += 22


def _both(*changes: Change) -> Change:
    def all_of(pages: Pages) -> Pages:
        for change in changes:
            pages = change(pages)
        return pages

    return all_of


_reset = _json("clock.json", lambda told: told.update(now="2009-01-01T00:02:10+00:00", rtc="2009-01-01T00:02:10+00:00"))
_slow_battery = _json(
    "clock.json",
    lambda told: told.update(now="2026-11-23T12:00:00+00:00", rtc="2026-11-26T12:00:00+00:00", synchronised=True),
)


def _bios(pages: Pages) -> Pages:
    """Started the other way: what "load defaults" does."""
    left = without(pages, "sys/firmware/efi")
    return Pages(
        left.files, {**left.index, "names": {**left.index["names"], "/sys/firmware": ["acpi", "dmi", "memmap"]}}
    )


def _other_tower(pages: Pages) -> Pages:
    """Of the same kind: its own serial, board and network address."""
    words = {
        "7QX2P5J": "9ZZ8Y7X",
        "4c4c4544-0051-5810": "4c4c4544-0058-4b10",
        "K01C4/": "K0777/",
        "5d:3e:4f": "5d:77:7f",
    }

    def other(text: str) -> str:
        for one, instead in words.items():
            text = text.replace(one, instead)
        return text

    return everywhere(pages, other)


WAYS = (
    Way("a stick is missing", _dmi(lambda text: emptied(text, "DIMM3")), (("memory", "missing", "E2"),),
        "Il manque une barrette.", _two_sticks(recorded())),
    Way("a stick is in another slot", _dmi(lambda text: emptied(filled(text, "DIMM2", "DIMM1", "8C3F21A7"), "DIMM1")),
        (("memory", "moved", "E2"),), "Une barrette a changé de place."),
    Way("two sticks are swapped", _dmi(_swapped), (("memory", "moved", "E2"),), "changé de place",
        _two_sticks(recorded())),
    Way("another stick of the kind", _dmi(lambda text: slot(text, "DIMM1", Serial_Number="77AA12B9")),
        (("memory", "changed", "E2"),), "pas la même barrette"),
    Way("memory runs slower", _dmi(lambda text: slot(text, "DIMM1", Configured_Memory_Speed="1066 MT/s")),
        (("memory", "slower", "E2"),), "La mémoire va moins vite"),
    Way("both sticks in one channel",
        _dmi(lambda text: emptied(
            filled(text, "ChannelA-DIMM1", "ChannelB-DIMM0", "51D0A2B7"), "ChannelB-DIMM0")),
        (("memory", "moved", "E2"),), "changé de place", _in_channels(_two_sticks(recorded()))),
    Way("a loose cable, the link falls to 1.5 Gb/s", _loose_cable, (("disk", "slower", "E5"),), "pousse"),
    Way("errors on the cable rise", _crc, (("disk", "errors", "E5"),), "pousse ses deux câbles"),
    Way("a loose cable that shows as three", _both(_loose_cable, _crc, _other_connector),
        (("disk", "errors", "E5"),), "pousse ses deux câbles"),
    Way("the disk is absent", _no_disk, (("disk", "missing", "E5"),), "Le disque n’est pas vu."),
    Way("another disk of the kind", _other_disk, (("disk", "changed", "E4"),), "pas le même disque"),
    Way("the disk is on another connector", _other_connector, (("disk", "moved", "E5"),), "sur une autre prise"),
    Way("the disk wears out", _json("smartctl-sda.json", lambda smart: attribute(smart, 197, 20)),
        (("disk", "worse", None),), "Le disque s’abîme."),
    Way("a fan stands still", _json("sensors.json", _fan_stands), (("fan", "worse", "E6"),), "ne tourne plus"),
    Way("a sensor is gone", _json("sensors.json", _no_core_sensor), (("temperature", "missing", None),),
        "températures"),
    Way("the fan stands and it is hot", _json("sensors.json", lambda told: (_fan_stands(told), _warmer(told), told)[2]),
        (("fan", "worse", "E6"),), "ne tourne plus"),
    Way("the clock is reset", _reset, (("clock", "reset", "C9"),), "a perdu l’heure"),
    Way("the battery is out: clock and settings", _both(_reset, _bios), (("clock", "reset", "C9"),), "pile"),
    Way("the clock is days wrong", _slow_battery, (("clock", "drifted", "C9"),), "plus d’un jour"),
    Way("a setting of the firmware changed", _bios, (("firmware", "changed", "C9"),), "Un réglage"),
    Way("a card is missing", lambda _pages: recorded(), (("graphics", "missing", "E3"),), "pousse-la droit",
        _with_card(recorded())),
    Way("the optical drive is missing", _no_optical, (("optical", "missing", "E5"),), "Le lecteur CD"),
    Way("another tower", _other_tower, (("tower", "changed", None),), "pas la même tour"),
    Way("a stick and the disk are missing", _both(_dmi(lambda text: emptied(text, "DIMM3")), _no_disk),
        (("disk", "missing", "E5"), ("memory", "missing", "E2")), "", _two_sticks(recorded())),
)  # fmt: skip
