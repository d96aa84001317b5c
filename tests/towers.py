"""Towers made up for tests: no machine like these was ever seen, and every serial is invented."""

from datetime import UTC, datetime

from pcsol.model.hardware.devices import Fan, Graphics, NetworkPort, Optical, Sensors, Sound, Temperature, UsbController
from pcsol.model.hardware.disk import Disk, Health, HiddenStorage, Link, Smart
from pcsol.model.hardware.machine import Board, Firmware, Identity, Lock, Machine, Mark, Tpm
from pcsol.model.hardware.memory import Memory, Slot
from pcsol.model.hardware.processor import Cache, Processor
from pcsol.model.probe import Clock, Probe
from pcsol.model.reason import Reason, Unknown
from pcsol.model.verdict import CriterionResult, ProfileResult, SystemChoice, Upgrade, Verdict

WHEN = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
GIB = 1 << 30

MACHINE = Machine(
    manufacturer="LENOVO",
    model="ThinkCentre M73",
    version="10B4A04DAC",
    serial="PCINVENTED1",
    board=Board(manufacturer="LENOVO", model="SHARKBAY"),
    chassis="Desktop",
    form_factor="small",
    firmware=Firmware(vendor="LENOVO", version="FCKT58AUS", date="2014-04-24", mode="uefi", secure_boot=False),
    tpm=Tpm(present=True, version="1.2"),
    locks=(Lock(kind="amt", state="clear", text="AMT is there and not provisioned."),),
)
IDENTITY = Identity(marks=(Mark(kind="system-serial", value="PCINVENTED1", usable=True),), confidence="sure")
PROCESSOR = Processor(
    model="Intel(R) Core(TM) i3-4150 CPU @ 3.50GHz",
    vendor="Intel",
    sockets=1,
    cores=2,
    threads=4,
    bits=64,
    psabi_level=3,
    max_mhz=3500,
    caches=(Cache(level=1, kind="data", size_bytes=32 << 10), Cache(level=3, kind="unified", size_bytes=3 << 20)),
    virtualisation="vt-x",
)
MEMORY = Memory(
    total_bytes=4 * GIB - 100_000_000,
    installed_bytes=4 * GIB,
    declared_max_bytes=16 * GIB,
    slots=(
        Slot(
            handle="0x0041",
            locator="ChannelA-DIMM0",
            size_bytes=4 * GIB,
            kind="DDR3",
            speed_mts=1600,
            manufacturer="Samsung",
            part_number="M378B5173DB0-CK0",
            populated=True,
        ),
        Slot(handle="0x0042", locator="ChannelB-DIMM0", populated=False),
    ),
)
GOOD_DISK = Disk(
    path="/dev/sda",
    name="sda",
    model="ST500DM002-1BD142",
    serial="ZINVENTED1",
    size_bytes=500_107_862_016,
    medium="hdd",
    bus="sata",
    link=Link(now_gbps=6.0, max_gbps=6.0),
    health=Health(grade="A", smart_passed=True, power_on_hours=9120, crc_errors=0),
    smart=Smart(temperature_celsius=34),
)
WORN_DISK = GOOD_DISK.model_copy(
    update={
        "path": "/dev/sdb",
        "name": "sdb",
        "model": "WDC WD2500AAKX-75U6AA0",
        "serial": "WDINVENTED2",
        "size_bytes": 250_059_350_016,
        "link": Link(now_gbps=1.5, max_gbps=6.0),
        "health": Health(
            grade="D",
            smart_passed=True,
            power_on_hours=41230,
            reasons=(
                Reason(code="pending", value=12, limit=0, text="12 sectors cannot be read any more (197)."),
                Reason(code="reallocated", value=88, limit=70, text="88 sectors were replaced (5), more than 70."),
            ),
        ),
    }
)
SILENT_DISK = Disk(name="sdc", path="/dev/sdc", bus="usb")

SCHOOL = ProfileResult(
    id="school",
    title="School desktop",
    fits=True,
    reasons=(CriterionResult(code="memory", value=4, limit=4, text="4 GB of memory, 4 are needed.", fits=True),),
)
FAMILY = ProfileResult(
    id="family",
    title="Family desktop",
    fits=False,
    reasons=(
        CriterionResult(code="memory", value=4, limit=8, text="4 GB of memory, 8 are needed.", fits=False),
        CriterionResult(code="graphics", text="whether the screen runs at full size", fits=None),
    ),
    upgrades=(Upgrade(kind="memory", text="Add 4 GB DDR3 in the free slot ChannelB-DIMM0"),),
)
PARTS = ProfileResult(id="parts", title="Parts", fits=True)
VERDICT = Verdict(
    destination="school",
    title="School desktop",
    profiles=(FAMILY, SCHOOL, PARTS),
    systems=(SystemChoice(id="debian-13", title="Debian 13", fits=True, until="2030-06"),),
    confidence="sure",
)

GOOD = Probe(
    taken_at=WHEN,
    clock=Clock(source="ntp", trusted=True),
    pcsol="0.1.0",
    source="live",
    machine=MACHINE,
    identity=IDENTITY,
    processor=PROCESSOR,
    memory=MEMORY,
    disks=(GOOD_DISK,),
    hidden_storage=(),
    graphics=(Graphics(vendor="Intel", model="Xeon E3-1200 v3/4th Gen Core Integrated Graphics", driver="i915"),),
    displays=(),
    network=(NetworkPort(name="eth0", kind="ethernet", vendor="Realtek", model="RTL8111", link_up=True),),
    sound=(Sound(vendor="Intel", model="8 Series HD Audio"),),
    optical=(Optical(vendor="HL-DT-ST", model="DVDRAM GUC0N"),),
    usb_controllers=(UsbController(vendor="Intel", model="8 Series xHCI", generation="3.x"),),
    batteries=(),
    sensors=Sensors(
        temperatures=(Temperature(chip="coretemp", label="Package id 0", celsius=41.0),),
        fans=(Fan(chip="nct6775", label="fan2", rpm=1103),),
    ),
    verdict=VERDICT,
)
FAILING = GOOD.model_copy(
    update={
        "disks": (GOOD_DISK, WORN_DISK),
        "verdict": VERDICT.model_copy(update={"text": "No data on sdb (grade D): replace or remove."}),
    }
)
MANY_DISKS = GOOD.model_copy(
    update={
        "disks": (
            *(GOOD_DISK.model_copy(update={"name": f"sd{letter}"}) for letter in "acdefghij"),
            WORN_DISK,
            SILENT_DISK,
        ),
        "hidden_storage": (HiddenStorage(kind="rst", text="The disks are behind Intel RST: change it to AHCI."),),
    }
)
SILENT = Probe(
    taken_at=WHEN,
    pcsol="0.1.0",
    source="album",
    unknown=(
        Unknown(what="machine", why="The program dmidecode is not installed.", remedy="Run `pcsol doctor`."),
        Unknown(what="memory", why="The program dmidecode is not installed.", remedy="Run `pcsol doctor`."),
        Unknown(what="disks.sda.smart", why="smartctl did not answer within 20 seconds."),
    ),
)
_NASTY = "<script>alert('x')</script> \x1b[31m[red]Red\x1b[0m\x07 \u202e{{ 1234*5678 }} " + "very" * 80
HOSTILE = GOOD.model_copy(
    update={
        "machine": MACHINE.model_copy(update={"model": _NASTY, "serial": _NASTY, "asset_tag": _NASTY}),
        "disks": (GOOD_DISK.model_copy(update={"name": "sda" * 30, "model": _NASTY, "serial": _NASTY}),),
        "unknown": (Unknown(what=_NASTY, why=_NASTY, remedy=_NASTY),),
        "verdict": VERDICT.model_copy(update={"title": _NASTY, "text": _NASTY}),
    }
)
TOWERS = {
    "good": GOOD,
    "failing": FAILING,
    "many-disks": MANY_DISKS,
    "silent": SILENT,
    "hostile": HOSTILE,
}
