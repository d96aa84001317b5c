"""Synthetic towers: none of these machines exists."""

from datetime import UTC, datetime
from typing import Any

from pcsol.model.hardware.devices import Graphics
from pcsol.model.hardware.disk import Disk, Health
from pcsol.model.hardware.memory import Memory, Slot
from pcsol.model.hardware.processor import Processor
from pcsol.model.probe import Probe

GIB = 1 << 30
GB = 10**9

I5_3470 = Processor(model="Intel(R) Core(TM) i5-3470 CPU @ 3.20GHz", bits=64, psabi_level=2, cores=4, threads=4)
CORE_2_DUO = Processor(model="Intel(R) Core(TM)2 Duo CPU E8400 @ 3.00GHz", bits=64, psabi_level=1, cores=2)
PENTIUM_4 = Processor(model="Intel(R) Pentium(R) 4 CPU 2.80GHz", bits=32, psabi_level=0, cores=1)
INTEL_GRAPHICS = (Graphics(vendor="Intel Corporation", driver="i915"),)


def tower(**parts: Any) -> Probe:
    """Return a probe in which everything that is not given is not known."""
    return Probe(taken_at=datetime(2026, 11, 23, 10, tzinfo=UTC), pcsol="0", source="album", **parts)


def good_tower(**parts: Any) -> Probe:
    """Return a tower fit for a family, with the parts given in the place of its own."""
    own = {
        "processor": I5_3470,
        "memory": memory(4, 4),
        "disks": (disk("sda", "ssd", 240, "A"),),
        "graphics": INTEL_GRAPHICS,
    }
    return tower(**(own | parts))


def memory(*sizes_gib: int, kind: str | None = "DDR3", declared_gib: int | None = 16, **more: Any) -> Memory:
    """Return memory with a slot per size (0: an empty one), named DIMM1, DIMM2 …"""
    slots = tuple(slot(f"DIMM{number}", gib, kind) for number, gib in enumerate(sizes_gib, 1))
    installed = sum(sizes_gib) * GIB
    declared = None if declared_gib is None else declared_gib * GIB
    return Memory(installed_bytes=installed, declared_max_bytes=declared, slots=slots, **more)


def slot(locator: str | None, gib: int, kind: str | None = "DDR3", **more: Any) -> Slot:
    """Return a slot with a stick of that size, or an empty one."""
    if not gib:
        return Slot(locator=locator, populated=False, **more)
    return Slot(locator=locator, size_bytes=gib * GIB, kind=kind, populated=True, **more)


def disk(
    name: str, medium: str | None, gb: int | None, grade: str | None, bus: str | None = "sata", **more: Any
) -> Disk:
    """Return a disk of that many decimal gigabytes."""
    size = None if gb is None else gb * GB
    return Disk(name=name, medium=medium, size_bytes=size, bus=bus, health=Health(grade=grade), **more)
