"""The whole of what `pcsol probe` found: one tower at one moment."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from pcsol.model.hardware.devices import (
    Battery,
    Display,
    Graphics,
    Load,
    NetworkPort,
    Optical,
    Sensors,
    Socket,
    Sound,
    UsbController,
)
from pcsol.model.hardware.disk import Disk, HiddenStorage
from pcsol.model.hardware.machine import Identity, Machine
from pcsol.model.hardware.memory import Memory
from pcsol.model.hardware.processor import Processor
from pcsol.model.noun import Noun
from pcsol.model.reason import Unknown
from pcsol.model.verdict import Verdict


class Clock(Noun):
    """Where the time came from ("ntp", "rtc", "system", "operator", "album"), and whether it is believed."""

    source: Literal["ntp", "rtc", "system", "operator", "album"] | None = None
    trusted: bool = False


class ClockChip(Noun):
    """What the tower's own clock showed at `taken_at`, whoever that time came from.

    `was_set`: a time server leads the system's clock, and the kernel then sets the chip as well; null: not known.
    """

    shows: datetime
    was_set: bool | None = None


class Probe(Noun):
    """`pcsol/probe/1` of the contract. What could not be found out stands in `unknown` with its reason.

    `load` and `sockets` are null unless they were asked for: they take time, and people.
    """

    schema_: Literal["pcsol/probe/1"] = Field("pcsol/probe/1", alias="schema")
    taken_at: datetime
    clock: Clock = Clock()
    clock_chip: ClockChip | None = None
    pcsol: str
    source: Literal["live", "album"]
    machine: Machine = Machine()
    identity: Identity = Identity()
    processor: Processor = Processor()
    memory: Memory = Memory()
    disks: tuple[Disk, ...] | None = None
    hidden_storage: tuple[HiddenStorage, ...] | None = None
    graphics: tuple[Graphics, ...] | None = None
    displays: tuple[Display, ...] | None = None
    network: tuple[NetworkPort, ...] | None = None
    sound: tuple[Sound, ...] | None = None
    optical: tuple[Optical, ...] | None = None
    usb_controllers: tuple[UsbController, ...] | None = None
    batteries: tuple[Battery, ...] | None = None
    sensors: Sensors = Sensors()
    load: Load | None = None
    sockets: tuple[Socket, ...] | None = None
    unknown: tuple[Unknown, ...] = ()
    verdict: Verdict = Verdict()
