"""Machines that nobody ever made: any text, any size, any number."""

from hypothesis import strategies as st

from pcsol.model.hardware.devices import Battery, Graphics, NetworkPort, Optical, Sound
from pcsol.model.hardware.disk import Disk
from pcsol.model.hardware.machine import Board, Firmware, Machine
from pcsol.model.hardware.memory import Memory, Slot
from pcsol.model.hardware.processor import Processor
from pcsol.model.probe import Probe
from tests.towers import WHEN

texts = st.none() | st.text(max_size=300) | st.sampled_from(["2014-02-30", "0000-00-00", "To be filled by O.E.M.", "0"])
sizes = st.none() | st.integers(0, 1 << 50)
machines = st.builds(
    Machine, manufacturer=texts, model=texts, serial=texts, uuid=texts, chassis=texts,
    board=st.builds(Board, manufacturer=texts, model=texts, serial=texts),
    firmware=st.builds(Firmware, vendor=texts, version=texts, date=texts),
)  # fmt: skip
processors = st.builds(
    Processor, model=texts, sockets=st.none() | st.integers(0, 99), cores=st.none() | st.integers(0, 999),
    threads=st.none() | st.integers(0, 999), max_mhz=st.none() | st.integers(0, 9999),
    family=st.none() | st.integers(0, 99), psabi_level=st.sampled_from([None, 0, 1, 4]),
)  # fmt: skip
slots = st.builds(
    Slot, locator=texts, size_bytes=sizes, kind=texts, speed_mts=st.none() | st.integers(0, 9999), part_number=texts
)
probes = st.builds(
    Probe,
    taken_at=st.just(WHEN), pcsol=st.text(max_size=20), source=st.just("live"), machine=machines, processor=processors,
    memory=st.builds(Memory, installed_bytes=sizes, slots=st.lists(slots, max_size=3).map(tuple)),
    disks=st.lists(st.builds(Disk, name=st.text(), model=texts, serial=texts, size_bytes=sizes, firmware=texts),
                   max_size=3).map(tuple),
    network=st.lists(st.builds(NetworkPort, name=texts, model=texts, mac=texts, speed_mbps=st.integers(-1, 99999),
                               pci_id=texts), max_size=3).map(tuple),
    graphics=st.lists(st.builds(Graphics, vendor=texts, model=texts), max_size=2).map(tuple),
    sound=st.lists(st.builds(Sound, vendor=texts, model=texts), max_size=2).map(tuple),
    optical=st.lists(st.builds(Optical, vendor=texts, model=texts), max_size=2).map(tuple),
    batteries=st.lists(st.builds(Battery, name=texts, design_wh=st.none() | st.floats(0, 1000)), max_size=2).map(tuple),
)  # fmt: skip
