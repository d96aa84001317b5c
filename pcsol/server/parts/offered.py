"""What may be taken from a tower: the parts that its last probe named (pure)."""

from collections.abc import Iterator
from typing import NamedTuple

from pcsol.i18n import N_
from pcsol.model.hardware.disk import Disk
from pcsol.model.hardware.memory import Slot
from pcsol.model.probe import Probe
from pcsol.report.quantities import disk_size, memory_size
from pcsol.server.towers.summary import told

KINDS: dict[str, str] = {
    "disk": N_("disk"),
    "memory": N_("memory"),
    "processor": N_("processor"),
    "graphics": N_("graphics card"),
    "network": N_("network card"),
    "power": N_("power supply"),
    "optical": N_("optical drive"),
    "fan": N_("fan"),
    "other": N_("other"),
}


class Part(NamedTuple):
    """A part by kind (of `KINDS`), in the words that stand on it, and its serial, "" where it has none."""

    kind: str
    description: str
    serial: str


def offered(probe: Probe) -> list[Part]:
    """Return the disks and memory modules of a tower, each once."""
    return list(dict.fromkeys([*_disks(probe.disks or ()), *_modules(probe.memory.slots or ())]))


def _disks(disks: tuple[Disk, ...]) -> Iterator[Part]:
    for disk in disks:
        if disk.bus not in {"usb", "loop"}:
            size = disk_size(disk.size_bytes) if disk.size_bytes else None
            yield Part("disk", _said(disk.model, size, disk.medium and disk.medium.upper()), told(disk.serial) or "")


def _modules(slots: tuple[Slot, ...]) -> Iterator[Part]:
    for slot in slots:
        if slot.populated is False or not slot.size_bytes:
            continue
        speed = f"{slot.speed_mts} MT/s" if slot.speed_mts else None
        words = _said(memory_size(slot.size_bytes), slot.kind, speed, slot.manufacturer, slot.part_number)
        yield Part("memory", words, told(slot.serial) or "")


def _said(*words: str | None) -> str:
    return (told(" ".join(word for word in words if word)) or "")[:200]
