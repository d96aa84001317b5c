"""A tower as a snapshot that eReuse DeviceHub takes: the shape of Workbench 11 (`device`, `components`).

DeviceHub names a device by its maker, model, chassis, serial and MAC, and takes the MAC from `debug.lshw` alone. A
snapshot of the other shape (raw inxi) would give the same tower another name there, so it is always this one.
"""

import hashlib
from typing import Any

from pcsol.judge.placeholders import known_serial
from pcsol.judge.towers.standing import disk_grade, erased, inside
from pcsol.model.hardware.machine import Machine
from pcsol.model.inventory.tower import Tower
from pcsol.model.probe import Probe
from pcsol.report.exports.glpi_parts import mac
from pcsol.report.exports.words import erasure, papers, said, text, without_nothing

# Workbench 11's words for the form of a machine.
_TYPES = {"laptop": "Laptop", "tablet": "Laptop", "server": "Server"}
_CHASSIS = {
    "tower": "Tower", "desktop": "Tower", "small": "Lunchbox", "mini": "Microtower", "all-in-one": "All-in-one",
    "laptop": "Laptop", "server": "Blade", "tablet": "Tablet",
}  # fmt: skip
_DISKS = {"ssd": "SolidStateDrive", "hdd": "HardDrive"}
_MIB, _MB = 1 << 20, 10**6


def snapshot(tower: Tower, probe: Probe) -> dict[str, Any]:
    """Return the snapshot of a tower's last look. Its `uuid` is the record's id: the same record is the same snapshot,
    and DeviceHub answers 409 to the second."""
    return {
        "type": "Snapshot",
        "uuid": tower.record,
        "software": "PCSol",
        "version": said(probe.pcsol) or "0",
        "endTime": probe.taken_at.isoformat(),
        "closed": True,
        "device": _device(probe.machine),
        "components": _components(probe),
        "debug": {"lshw": _lshw(probe)},
    }


def properties(tower: Tower) -> dict[str, str]:
    """Return what DeviceHub has no place for in a snapshot: code, lot, grade and erasure, each as a text."""
    count = erased(tower)
    told = {
        "pcsol": tower.code,
        "lot": said(tower.lot),
        "grade": disk_grade(tower.probe),
        "erasure": erasure(count),
        "certificates": papers(count),
    }
    return {key: value for key, value in told.items() if value}


def device_id(probe: Probe) -> str:
    """Return DeviceHub's own name for this tower (`ereuse24`), for when it does not tell it (409)."""
    device = _device(probe.machine)
    parts = ("manufacturer", "model", "chassis", "serialNumber")
    joined = "".join(str(device.get(part, "")) for part in parts) + (_mac(probe) or "")
    return f"ereuse24:{hashlib.sha3_256(joined.encode()).hexdigest()}"


def _device(machine: Machine) -> dict[str, object]:
    form = machine.form_factor or "desktop"
    return {
        "type": _TYPES.get(form, "Desktop"),
        "manufacturer": text(machine.manufacturer) or "",
        "model": text(machine.model) or "",
        "serialNumber": known_serial(text(machine.serial)) or "",
        "sku": "",
        "version": text(machine.version) or "",
        "chassis": _CHASSIS[form],
    }


def _components(probe: Probe) -> list[dict[str, object]]:
    board, processor = probe.machine.board, probe.processor
    found: list[dict[str, object]] = [
        {
            "type": "Processor", "manufacturer": text(processor.vendor), "model": text(processor.model),
            "cores": processor.cores, "threads": processor.threads, "address": processor.bits,
            "speed": processor.max_mhz / 1000 if processor.max_mhz else None,
        },
        {
            "type": "Motherboard", "manufacturer": text(board.manufacturer), "model": text(board.model),
            "serialNumber": known_serial(text(board.serial)), "biosDate": text(probe.machine.firmware.date),
        },
    ]  # fmt: skip
    found += [
        {
            "type": "RamModule", "manufacturer": text(slot.manufacturer), "model": text(slot.part_number),
            "serialNumber": known_serial(text(slot.serial)), "size": slot.size_bytes // _MIB,
            "interface": text(slot.kind), "speed": slot.speed_mts, "format": text(slot.form_factor),
        }
        for slot in probe.memory.slots or () if slot.size_bytes
    ]  # fmt: skip
    found += [
        {
            "type": _DISKS.get(disk.medium or "", "HardDrive"), "manufacturer": text(disk.vendor),
            "model": text(disk.model), "serialNumber": known_serial(text(disk.serial)),
            "size": disk.size_bytes // _MB if disk.size_bytes else None, "interface": (disk.bus or "").upper(),
        }
        for disk in inside(probe) or ()
    ]  # fmt: skip
    found += [{"type": "GraphicCard", "manufacturer": text(one.vendor), "model": text(one.model)}
              for one in probe.graphics or ()]  # fmt: skip
    found += [
        {
            "type": "NetworkAdapter", "manufacturer": text(port.vendor), "model": text(port.model),
            "serialNumber": mac(port), "speed": port.speed_mbps, "wireless": port.kind == "wifi",
        }
        for port in probe.network or ()
    ]  # fmt: skip
    found += [{"type": "SoundCard", "manufacturer": text(one.vendor), "model": text(one.model)}
              for one in probe.sound or ()]  # fmt: skip
    return [without_nothing(one) for one in found]


def _lshw(probe: Probe) -> dict[str, object]:
    """As lshw nests them. DeviceHub takes the lowest `businfo` of all nodes whose id is "network", so there is one:
    which port Linux names first today must not make another device there."""
    address = _mac(probe)
    node = {"id": "network", "class": "network", "businfo": "pci@0000:00:00.0", "serial": address}
    inner = [node] if address else []
    return {"id": "pcsol", "class": "system", "children": [{"id": "core", "class": "bus", "children": inner}]}


def _mac(probe: Probe) -> str | None:
    """A port on the board stays with it, a card may be moved; then by the address, whatever Linux says today."""
    ports = sorted(probe.network or (), key=lambda one: (one.on_board is not True, one.kind == "wifi", one.mac or ""))
    return next((found for port in ports if (found := mac(port))), None)
