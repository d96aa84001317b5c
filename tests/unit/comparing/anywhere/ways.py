"""Ways to put a tower back wrong, on whatever tower has the part: what its programs and the kernel say then."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pcsol.tools.album.pages import Pages
from tests.unit.comparing.anywhere.parts import cards, disk_answers, in_place_of, put, slots, text_of, told
from tests.unit.comparing.recordings import attribute, everywhere, without

# None: this tower has no such part, or nothing tells of it.
Wrong = Callable[[Pages], Pages | None]
_DMI, _CLOCK, _SENSORS = "dmidecode.txt", "clock.json", "sensors.json"
_SERIAL = re.compile(r"(?m)^\tSerial Number: (?!0+\s*$)[0-9A-F]{8}\s*$")
_WWN = re.compile(r"0x[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Anyway:
    """`found`: what the one line to look at is about, as (part, change)."""

    name: str
    wrong: Wrong
    found: tuple[str, str]


def _stick_missing(pages: Pages) -> Pages | None:
    sticks, _empty = slots(pages)
    if not sticks:
        return None
    gone = re.sub(r"(?m)^\t(Serial Number|Part Number|Manufacturer):.*$", r"\t\1: Not Specified", sticks[-1])
    gone = re.sub(r"(?m)^\t(Speed|Type|Configured (?:Memory|Clock) Speed):.*$", r"\t\1: Unknown", gone)
    gone = re.sub(r"(?m)^\tSize:.*$", "\tSize: No Module Installed", gone)
    return put(pages, _DMI, text_of(pages, _DMI).replace(sticks[-1], gone))


def _stick_elsewhere(pages: Pages) -> Pages | None:
    sticks, empty = slots(pages)
    if not sticks or not empty:
        return None
    other = {sticks[-1]: in_place_of(empty[0], sticks[-1]), empty[0]: in_place_of(sticks[-1], empty[0])}
    return put(pages, _DMI, "\n\n".join(other.get(one, one) for one in text_of(pages, _DMI).split("\n\n")))


def _other_stick(pages: Pages) -> Pages | None:
    stick = next((one for one in slots(pages)[0] if _SERIAL.search(one)), None)
    if stick is None:
        return None
    other = re.sub(r"(?m)^\tSerial Number:.*$", "\tSerial Number: 77AA12B9", stick)
    return put(pages, _DMI, text_of(pages, _DMI).replace(stick, other))


def _slower_stick(pages: Pages) -> Pages | None:
    stick = next((one for one in slots(pages)[0] if re.search(r"Configured \w+ Speed: \d", one)), None)
    if stick is None:
        return None
    slow = re.sub(r"(?m)^\t(Configured \w+ Speed): \d+", r"\t\1: 533", stick)
    return put(pages, _DMI, text_of(pages, _DMI).replace(stick, slow))


def _smart(change: Callable[[Any], object], needs: Callable[[Any], object]) -> Wrong:
    """The first disk whose answers have what is changed."""

    def wrong(pages: Pages) -> Pages | None:
        for place in disk_answers(pages):
            answers = told(pages, place)
            if needs(answers):
                change(answers)
                return put(pages, place, json.dumps(answers))
        return None

    return wrong


def _counts(number: int) -> Callable[[Any], object]:
    return lambda answers: any(one["id"] == number for one in answers.get("ata_smart_attributes", {}).get("table", ()))


def _link(answers: Any) -> Any:
    return answers.get("interface_speed", {}).get("current", {})


def _loose_cable(pages: Pages) -> Pages | None:
    """The disk says so; the kernel too, where it was recorded."""
    slow = _smart(
        lambda answers: _link(answers).update(string="1.5 Gb/s", units_per_second=15),
        lambda answers: _link(answers).get("units_per_second", 0) > 15,
    )(pages)
    kernel = [place for place in pages.files if place.endswith("/sata_spd")]
    return put(slow, kernel[0], "1.5 Gbps\n") if slow is not None and kernel else slow


def _disk_of(pages: Pages) -> str | None:
    found = next((place for place in disk_answers(pages) if told(pages, place).get("serial_number")), None)
    return found.removeprefix("smartctl-").removesuffix(".json") if found else None


def _no_disk(pages: Pages) -> Pages | None:
    name = _disk_of(pages)
    if name is None:
        return None
    left = without(pages, f"/{name}", f"-{name}.", f"-{name.removesuffix('n1')}.")
    rows = told(left, "lsblk.json")
    if rows is None:
        return None
    rows["blockdevices"] = [one for one in rows["blockdevices"] if one["name"] != name]
    return put(left, "lsblk.json", json.dumps(rows))


def _other_disk(pages: Pages) -> Pages | None:
    name = _disk_of(pages)
    if name is None:
        return None
    serial = told(pages, f"smartctl-{name}.json")["serial_number"]
    other = everywhere(pages, lambda text: text.replace(serial, f"{serial[:-2]}7Q"))
    return everywhere(other, lambda text: _WWN.sub(lambda found: f"{found[0][:-3]}7ab", text))


def _other_connector(pages: Pages) -> Pages | None:
    old, new = "/ata1/host0/target0:0:0/0:0:0:0", "/ata3/host2/target2:0:0/2:0:0:0"
    if old not in json.dumps(pages.index):
        return None
    moved = everywhere(
        pages,
        lambda text: text.replace(old, new)
        .replace("class/ata_link/link1", "class/ata_link/link3").replace("class/ata_port/ata1", "class/ata_port/ata3"),
    )  # fmt: skip
    return put(moved, "sys/class/ata_port/ata3/port_no", "3\n")


def _fan_stands(pages: Pages) -> Pages | None:
    sensors = told(pages, _SENSORS)
    fans = [fan for chip in (sensors or {}).get("fans", {}).values() for fan in chip if fan["current"] > 0]
    if not fans:
        return None
    fans[0]["current"] = 0
    return put(pages, _SENSORS, json.dumps(sensors))


def _no_sensor(pages: Pages) -> Pages | None:
    sensors = told(pages, _SENSORS)
    chip = next((one for one in (sensors or {}).get("temperatures", {}).values() if len(one) > 1), None)
    if chip is None:
        return None
    chip.pop()
    return put(pages, _SENSORS, json.dumps(sensors))


def _reset(pages: Pages) -> Pages | None:
    clock = told(pages, _CLOCK)
    if clock is None:
        return None
    clock |= {name: "2009-01-01T00:02:10+00:00" for name in ("now", "rtc") if clock.get(name)}
    return put(pages, _CLOCK, json.dumps(clock))


def _drifted(pages: Pages) -> Pages | None:
    clock = told(pages, _CLOCK)
    if clock is None or not clock.get("rtc"):
        return None
    late = datetime.fromisoformat(clock["rtc"]) + timedelta(days=3)
    return put(pages, _CLOCK, json.dumps({**clock, "rtc": late.isoformat(), "synchronised": True}))


def _bios(pages: Pages) -> Pages | None:
    if not any(place.startswith("sys/firmware/efi") for place in pages.files):
        return None
    left = without(pages, "sys/firmware/efi")
    names = {**left.index["names"], "/sys/firmware": ["acpi", "dmi", "memmap"]}
    return Pages(left.files, {**left.index, "names": names})


def _no_card(pages: Pages) -> Pages | None:
    found = cards(pages, "VGA compatible")
    return put(pages, "lspci.txt", text_of(pages, "lspci.txt").replace(found[0], "").strip() + "\n") if found else None


def _no_optical(pages: Pages) -> Pages | None:
    rows = told(pages, "lsblk.json")
    left = [one for one in (rows or {}).get("blockdevices", ()) if one["type"] != "rom"]
    if rows is None or len(left) == len(rows["blockdevices"]):
        return None
    return put(without(pages, "/sr0"), "lsblk.json", json.dumps({**rows, "blockdevices": left}))


MEASURED = (
    Anyway("a stick is missing", _stick_missing, ("memory", "missing")),
    Anyway("a stick is in another slot", _stick_elsewhere, ("memory", "moved")),
    Anyway("another stick of the kind", _other_stick, ("memory", "changed")),
    Anyway("memory runs slower", _slower_stick, ("memory", "slower")),
    Anyway("a loose cable, the link falls to 1.5 Gb/s", _loose_cable, ("disk", "slower")),
    Anyway("errors on the cable rise", _smart(lambda told: attribute(told, 199, 37), _counts(199)),
           ("disk", "errors")),
    Anyway("the disk wears out", _smart(lambda told: attribute(told, 197, 20), _counts(197)), ("disk", "worse")),
    Anyway("the disk is absent", _no_disk, ("disk", "missing")),
    Anyway("another disk of the kind", _other_disk, ("disk", "changed")),
    Anyway("the disk is on another connector", _other_connector, ("disk", "moved")),
    Anyway("a fan stands still", _fan_stands, ("fan", "worse")),
    Anyway("a sensor is gone", _no_sensor, ("temperature", "missing")),
    Anyway("the clock is reset", _reset, ("clock", "reset")),
    Anyway("the clock is days wrong", _drifted, ("clock", "drifted")),
    Anyway("a setting of the firmware changed", _bios, ("firmware", "changed")),
    Anyway("a card is missing", _no_card, ("graphics", "missing")),
    Anyway("the optical drive is missing", _no_optical, ("optical", "missing")),
)  # fmt: skip
