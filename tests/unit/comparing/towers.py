"""A made-up tower, healthy and fully known, and ways to change one thing about it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from pcsol.judge.compare import compare
from pcsol.judge.identity import identify
from pcsol.model.comparison import Comparison, Difference
from pcsol.model.hardware.devices import Fan, Graphics, NetworkPort, Sensors, Sound, Temperature, UsbController
from pcsol.model.hardware.disk import Disk, Health, Link, Smart
from pcsol.model.hardware.machine import Board, Firmware, Machine, Tpm
from pcsol.model.hardware.memory import Memory, Slot
from pcsol.model.hardware.processor import Processor
from pcsol.model.probe import Clock, Probe

GIB = 1024**3
THEN = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)

SMART = Smart(
    passed=True, power_on_hours=12000, reallocated_sectors=0, pending_sectors=0, offline_uncorrectable=0,
    reported_uncorrectable=0, spin_retries=0, crc_errors=2,
)  # fmt: skip
HDD = Disk(
    path="/dev/sda", name="sda", model="ST500DM002-1BD142", serial="Z3TXMADEUP1", wwn="0x5000c500a1b2c3d4",
    medium="hdd", size_bytes=500107862016, bus="sata", link=Link(now_gbps=6.0, max_gbps=6.0), port="ata1", smart=SMART,
    health=Health(grade="A", smart_passed=True, power_on_hours=12000, crc_errors=2),
)  # fmt: skip
SSD = HDD.model_copy(
    update={
        "path": "/dev/sdb", "name": "sdb", "model": "KINGSTON SA400S37240G", "serial": "50026B7MADEUP", "wwn": None,
        "size_bytes": 240057409536, "medium": "ssd", "port": "ata2",
    }
)  # fmt: skip
STICK = Slot(
    handle="0x1100", locator="DIMM1", bank="BANK 0", size_bytes=4 * GIB, kind="DDR3", configured_mts=1600,
    manufacturer="Kingston", part_number="99U5474-016", serial="8C3F21A7", populated=True,
)  # fmt: skip
EMPTY = Slot(handle="0x1101", locator="DIMM2", bank="BANK 1", populated=False)
CARD = NetworkPort(name="enp2s0", kind="ethernet", mac="b8:ca:3a:5d:3e:4f", pci_id="10ec:8168", on_board=True)
MACHINE = Machine(
    manufacturer="Dell Inc.", model="OptiPlex 7010", serial="7QX2P5J", uuid="4c4c4544-0051-5810-8032-b7c04f50354a",
    board=Board(serial="CN701631A2B3C4"), firmware=Firmware(version="A29", mode="uefi", secure_boot=False),
    tpm=Tpm(present=True, version="1.2"),
)  # fmt: skip
TOWER = Probe(
    taken_at=THEN,
    clock=Clock(source="rtc", trusted=True),
    pcsol="0.1",
    source="live",
    machine=MACHINE,
    identity=identify(MACHINE, (CARD,)),
    processor=Processor(model="Intel(R) Core(TM) i3-3220 CPU @ 3.30GHz", cores=2, threads=4),
    memory=Memory(total_bytes=4 * GIB - 10**8, installed_bytes=4 * GIB, slots=(STICK, EMPTY)),
    disks=(HDD, SSD),
    hidden_storage=(),
    graphics=(Graphics(vendor="Intel", model="HD 2500", pci_id="8086:0152"),),
    network=(CARD,),
    sound=(Sound(model="HDA", pci_id="8086:1e20"),),
    optical=(),
    usb_controllers=(UsbController(pci_id="8086:1e31", generation="3.x"),),
    sensors=Sensors(
        temperatures=(Temperature(chip="coretemp", label="Core 0", celsius=38),),
        fans=(Fan(chip="dell_smm", label="Processor Fan", rpm=1200),),
    ),
)


def changed(thing: Any, **facts: Any) -> Any:
    return thing.model_copy(update=facts)


def later(**facts: Any) -> Probe:
    """The tower, an hour later, with other facts."""
    return TOWER.model_copy(update={"taken_at": THEN + timedelta(hours=1), **facts})


def against(after: Probe, before: Probe = TOWER) -> Comparison:
    return compare(before, after)


def found(comparison: Comparison, part: str) -> list[Difference]:
    return [one for one in comparison.differences if one.part == part]


def changes(comparison: Comparison) -> list[tuple[str, str | None]]:
    """What is to look at, as (part, change)."""
    return [(one.part, one.change) for one in comparison.differences if one.state == "to-look-at"]
