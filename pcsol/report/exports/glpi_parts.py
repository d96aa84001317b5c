"""The parts of a tower in GLPI's words. Sizes are whole MB: of memory 2^20 bytes, of disks 10^6 (as its agent)."""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date

from pcsol.judge.identity import mac_is_shared
from pcsol.judge.placeholders import known_serial
from pcsol.judge.towers.standing import inside
from pcsol.model.hardware.devices import Battery, Graphics, NetworkPort, Sound
from pcsol.model.hardware.memory import Memory
from pcsol.model.hardware.processor import Processor
from pcsol.model.probe import Probe
from pcsol.report.exports.words import text, without_nothing

_MIB, _MB = 1 << 20, 10**6
_MAC = re.compile(r"([0-9a-f]{2}:){5}[0-9a-f]{2}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PCI = re.compile(r"[0-9a-f]{4}:[0-9a-f]{4}")
_MOST_SOCKETS = 16

Parts = list[dict[str, object]]


def day(written: str | None) -> str | None:
    """Return a day as YYYY-MM-DD, or None: one odd date, and GLPI refuses the whole file."""
    with suppress(ValueError):
        if written and _DAY.fullmatch(written):
            return date.fromisoformat(written).isoformat()
    return None


def processors(processor: Processor) -> Parts:
    """Return one entry a socket; `core` and `thread` are counted for each socket and each core."""
    sockets = min(max(processor.sockets or 1, 1), _MOST_SOCKETS)
    cores, threads = processor.cores, processor.threads
    one = without_nothing(
        {
            "name": text(processor.model),
            "manufacturer": text(processor.vendor),
            "core": cores // sockets if cores else None,
            "thread": threads // cores if cores and threads else None,
            "speed": processor.max_mhz,
            "arch": _architecture(processor),
            "familynumber": str(processor.family) if processor.family is not None else None,
            "model": str(processor.model_number) if processor.model_number is not None else None,
            "stepping": processor.stepping,
        }
    )
    return [dict(one) for _socket in range(sockets)] if one else []


def sticks(memory: Memory) -> Parts:
    """Return one entry a stick. Empty slots are not memory."""
    return [
        without_nothing(
            {
                "numslots": number,
                "capacity": slot.size_bytes // _MIB,
                "caption": text(slot.locator),
                "description": text(slot.form_factor),
                "type": text(slot.kind),
                "speed": str(slot.speed_mts) if slot.speed_mts else None,
                "manufacturer": text(slot.manufacturer),
                "model": text(slot.part_number),
                "serialnumber": known_serial(text(slot.serial)),
            }
        )
        for number, slot in enumerate(memory.slots or (), start=1)
        if slot.size_bytes
    ]


def storages(probe: Probe) -> Parts:
    """Return the tower's own disks, and its drives for discs."""
    disks = [
        without_nothing(
            {
                "name": text(disk.name),
                "model": text(disk.model),
                "manufacturer": text(disk.vendor),
                "serial": known_serial(text(disk.serial)),
                "disksize": disk.size_bytes // _MB if disk.size_bytes else None,
                "firmware": text(disk.firmware),
                "interface": (disk.bus or "").upper(),
                "description": (disk.bus or "").upper(),
                "type": "disk",
                "wwn": text(disk.wwn),
            }
        )
        for disk in inside(probe) or ()
    ]
    drives = [
        without_nothing({"name": text(one.model), "model": text(one.model), "manufacturer": text(one.vendor),
                         "type": "cdrom"})
        for one in probe.optical or ()
    ]  # fmt: skip
    return disks + drives


def networks(ports: Iterable[NetworkPort]) -> Parts:
    """Return the network ports that have a name (GLPI asks for a description)."""
    return [
        without_nothing(
            {
                "description": words,
                "mac": mac(port),
                "type": port.kind,
                "status": {True: "up", False: "down", None: None}[port.link_up],
                "speed": str(port.speed_mbps) if port.speed_mbps and port.speed_mbps > 0 else None,
                "driver": text(port.driver),
                "manufacturer": text(port.vendor),
                "model": text(port.model),
                "pciid": port.pci_id if port.pci_id and _PCI.fullmatch(port.pci_id) else None,
                "virtualdev": False,
            }
        )
        for port in ports
        if (words := text(port.name) or text(port.model))
    ]


def mac(port: NetworkPort) -> str | None:
    """Return the port's address in small letters and colons; None for one that many cards have."""
    tidy = (port.mac or "").strip().lower().replace("-", ":")
    return tidy if _MAC.fullmatch(tidy) and not mac_is_shared(tidy) else None


def videos(cards: Iterable[Graphics]) -> Parts:
    """Return the graphics controllers."""
    found = (without_nothing({"name": text(one.model), "chipset": text(one.vendor)}) for one in cards)
    return [one for one in found if one]


def sounds(cards: Iterable[Sound]) -> Parts:
    """Return the sound controllers."""
    found = (without_nothing({"name": text(one.model), "manufacturer": text(one.vendor)}) for one in cards)
    return [one for one in found if one]


def batteries(cells: Iterable[Battery]) -> Parts:
    """Return the batteries; energies in mWh."""
    found = (
        without_nothing(
            {
                "name": text(one.model) or text(one.name),
                "capacity": round(one.design_wh * 1000) if one.design_wh else None,
                "real_capacity": round(one.full_wh * 1000) if one.full_wh else None,
            }
        )
        for one in cells
    )
    return [one for one in found if one]


def _architecture(processor: Processor) -> str | None:
    """Only x86 has a psABI level here; "i386" is the one word for 32 bits that every version of the schema has."""
    if processor.psabi_level is None:
        return None
    return "x86_64" if processor.psabi_level else "i386"
