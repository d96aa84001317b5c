"""What differs between two looks at a tower that nobody changed: other letters, some degrees, some hours."""

import json
import random
import re
from datetime import datetime, timedelta
from typing import Any

from pcsol.tools.album.pages import Pages
from tests.unit.comparing.recordings import attribute, everywhere

_LETTERS = "abcdefghijklmnop"
_LETTER = re.compile(r"\bsd([a-z])(?=\d*\b)")
_USB = re.compile(r"(usb(\d+)/)\2-\d+(/\2-)\d+:")
_RESTS_BELOW = 8  # more than each sensor's own noise, so that such a tower is cooler for sure
_MEMORY = re.compile(rb"(MemTotal:\s*)(\d+)")


def natural(pages: Pages, chance: random.Random) -> Pages:
    """The same tower at its next start: nothing that a person could have done wrong."""
    return _other_port(_other_letters(_each_file(pages, chance), chance), chance)


def _other_letters(pages: Pages, chance: random.Random) -> Pages:
    """sda and sdb are given in the order in which disks answer."""
    seen = sorted(
        set(
            re.findall(
                r"\bsd([a-z])(?=\d*\b)", json.dumps(pages.index) + " ".join(map(_readable, pages.files.values()))
            )
        )
    )
    new = dict(zip(seen, chance.sample(_LETTERS, len(seen)), strict=True))
    return everywhere(pages, lambda text: _LETTER.sub(lambda found: f"sd{new[found[1]]}", text))


def _other_port(pages: Pages, chance: random.Random) -> Pages:
    """A USB stick is plugged anywhere."""
    port = chance.randint(1, 9)
    return everywhere(
        pages, lambda text: re.sub(r"(usb(\d+)/)\2-\d+(/\2-)\d+:", rf"\g<1>\g<2>-{port}\g<3>{port}:", text)
    )


def _each_file(pages: Pages, chance: random.Random) -> Pages:
    hours = chance.randint(1, 72)
    files = {place: _later(place, raw, chance, hours) for place, raw in pages.files.items()}
    return Pages(files, pages.index)


def _later(place: str, raw: bytes, chance: random.Random, hours: int) -> bytes:
    if place == "meminfo.txt":
        return re.sub(
            rb"(MemTotal:\s*)(\d+)", lambda found: found[1] + b"%d" % (int(found[2]) - chance.randint(0, 8192)), raw
        )
    change = {"sensors": _warmth, "clock": _time, "smartctl": _age, "nvme-smart-log": _nvme_age}.get(
        re.split(r"-(?:sd|nvme\d|bus)|\.", place)[0] if place.endswith(".json") else ""
    )
    if change is None:
        return raw
    told = json.loads(raw)
    change(told, chance, hours)
    return json.dumps(told).encode()


def _warmth(told: dict[str, Any], chance: random.Random, _hours: int) -> None:
    """hwmon numbers its chips in the order in which their drivers come. A cold start, or an hour of work; fans may rest
    in a tower that is cooler."""
    for kind, chips in told.items():
        if kind in ("temperatures", "fans"):
            order = chance.sample(sorted(chips), len(chips))
            told[kind] = {chip: chips[chip] for chip in order}
    shift = chance.uniform(-25, 25)
    for one in (one for chip in told.get("temperatures", {}).values() for one in chip):
        one["current"] += shift + chance.uniform(-4, 4)
    for one in (one for chip in told.get("fans", {}).values() for one in chip):
        one["current"] = int(one["current"] * chance.uniform(0.85, 1.15)) * (
            shift > -_RESTS_BELOW or chance.random() > 0.5
        )


def _time(told: dict[str, Any], _chance: random.Random, hours: int) -> None:
    for name in ("now", "rtc"):
        if told.get(name):
            told[name] = (datetime.fromisoformat(told[name]) + timedelta(hours=hours)).isoformat()


def _age(told: dict[str, Any], chance: random.Random, _hours: int) -> None:
    """Two hours of use, a start, some degrees."""
    if "power_on_time" in told:
        told["power_on_time"]["hours"] += 2
    if "power_cycle_count" in told:
        told["power_cycle_count"] += 1
    if "current" in told.get("temperature", {}):
        told["temperature"]["current"] += chance.randint(-4, 4)
    if "ata_smart_attributes" in told:
        attribute(told, 9, 2)
        attribute(told, 12, 1)
    if "nvme_smart_health_information_log" in told:
        _nvme_age(told["nvme_smart_health_information_log"], chance, 0)


def _nvme_age(told: dict[str, Any], _chance: random.Random, _hours: int) -> None:
    for name in ("power_on_hours", "power_cycles"):
        if isinstance(told.get(name), int):
            told[name] += 2


def _readable(raw: bytes) -> str:
    return raw.decode("utf-8", errors="replace")
