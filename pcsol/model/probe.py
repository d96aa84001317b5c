"""The whole of what `pcsol probe` found: one tower at one moment."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from pcsol.model.hardware.devices import (
    Battery,
    Display,
    Graphics,
    NetworkPort,
    Optical,
    Sensors,
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


class Probe(Noun):
    """`pcsol/probe/1` of the contract. What could not be found out stands in `unknown` with its reason."""

    schema_: Literal["pcsol/probe/1"] = Field("pcsol/probe/1", alias="schema")
    taken_at: datetime
    clock: Clock = Clock()
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
    unknown: tuple[Unknown, ...] = ()
    verdict: Verdict = Verdict()
