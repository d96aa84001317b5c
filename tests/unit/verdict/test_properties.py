"""What holds for every tower, also for those that nobody has seen."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcsol.judge.criteria.memory import fitted_bytes, judge_memory
from pcsol.judge.upgrades.memory import memory_change
from pcsol.judge.verdict import judge
from pcsol.model.hardware.devices import Graphics
from pcsol.model.hardware.disk import Disk, Health, HiddenStorage
from pcsol.model.hardware.machine import Firmware, Machine, Tpm
from pcsol.model.hardware.memory import Memory, Slot
from pcsol.model.hardware.processor import Processor
from pcsol.model.probe import Probe
from pcsol.model.profile.needs import AtLeastMemory, Words
from pcsol.model.verdict import Verdict
from pcsol.store.profiles import load_profiles
from tests.unit.verdict.towers import GIB, tower

SHELF = load_profiles()


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


COUNTS = st.integers(0, 256)
SIZES_GIB = st.sampled_from([0, 1, 2, 3, 4, 6, 8, 12, 16, 64, 1024])
BYTES = st.integers(0, 1 << 45)
SLOTS = st.builds(
    Slot,
    locator=maybe(st.sampled_from(["DIMM1", "DIMM2", "A1"])),
    bank=maybe(st.just("BANK 0")),
    size_bytes=maybe(SIZES_GIB.map(lambda gib: gib * GIB)),
    kind=maybe(st.sampled_from(["DDR", "DDR2", "DDR3", "DDR4", "LPDDR5"])),
    populated=maybe(st.booleans()),
    form_factor=maybe(st.sampled_from(["DIMM", "SODIMM"])),
)
MEMORIES = st.builds(
    Memory,
    total_bytes=maybe(BYTES),
    installed_bytes=maybe(BYTES),
    declared_max_bytes=maybe(BYTES),
    slots=maybe(st.lists(SLOTS, max_size=4).map(tuple)),
    ecc=maybe(st.booleans()),
)
DISKS = st.builds(
    Disk,
    name=st.sampled_from(["sda", "sdb", "nvme0n1"]),
    medium=maybe(st.sampled_from(["hdd", "ssd", "flash"])),
    bus=maybe(st.sampled_from(["sata", "ata", "nvme", "usb", "virtio", "loop"])),
    size_bytes=maybe(st.integers(0, 10**14)),
    removable=maybe(st.booleans()),
    health=st.builds(Health, grade=maybe(st.sampled_from("ABCD"))),
)
PROCESSORS = st.builds(
    Processor,
    model=maybe(st.text(max_size=20) | st.sampled_from(["Intel(R) Core(TM) i5-3470", "AMD Ryzen 5 2600"])),
    cores=maybe(COUNTS),
    bits=maybe(st.sampled_from([32, 64])),
    psabi_level=maybe(st.integers(0, 4)),
)
MACHINES = st.builds(
    Machine,
    firmware=st.builds(Firmware, date=maybe(st.text(max_size=10)), mode=maybe(st.sampled_from(["uefi", "bios"]))),
    tpm=maybe(st.builds(Tpm, present=st.booleans(), version=maybe(st.sampled_from(["1.2", "2.0", "x"])))),
)
CARDS = st.builds(Graphics, driver=maybe(st.sampled_from(["i915", "efifb"])))
PROBES = st.builds(
    tower,
    machine=MACHINES,
    processor=PROCESSORS,
    memory=MEMORIES,
    disks=maybe(st.lists(DISKS, max_size=3).map(tuple)),
    hidden_storage=maybe(st.just(()) | st.just((HiddenStorage(kind="rst", text="x"),))),
    graphics=maybe(st.lists(CARDS, max_size=2).map(tuple)),
)  # fmt: skip

# The facts that a criterion looks at; when all are null, nothing may be said of it.
FACTS = {
    "bits": {"processor": Processor()},
    "psabi_level": {"processor": Processor()},
    "generation": {"processor": Processor()},
    "cores": {"processor": Processor()},
    "memory": {"memory": Memory()},
    "disk": {"disks": None},
    "graphics": {"graphics": None},
    "firmware": {"machine": Machine()},
    "firmware_year": {"machine": Machine()},
    "tpm": {"machine": Machine()},
}


def verdict(probe: Probe) -> Verdict:
    return judge(probe, SHELF.destinations, SHELF.systems)


@given(PROBES)
def test_every_tower_gets_a_verdict_that_holds_together(probe: Probe) -> None:
    found = verdict(probe)
    fitting = [result.id for result in found.profiles if result.fits]
    assert found.destination == (fitting[0] if fitting else None)
    assert found.text
    for result in found.profiles:
        fits = [reason.fits for reason in result.reasons]
        assert result.fits is (False if False in fits else None if None in fits else True)
        assert not (result.upgrades and (result.fits is not False or None in fits))
        assert all(reason.text and reason.source for reason in result.reasons)


@pytest.mark.parametrize("code", FACTS)
@given(probe=PROBES)
def test_nothing_fits_and_nothing_fails_by_a_fact_that_is_not_known(code: str, probe: Probe) -> None:
    found = verdict(probe.model_copy(update=FACTS[code]))
    reasons = [reason for result in found.profiles for reason in result.reasons if reason.code == code]
    assert {reason.fits for reason in reasons} <= {None}


@given(PROBES)
def test_a_tower_goes_to_parts_only_for_a_reason_that_is_known(probe: Probe) -> None:
    found = verdict(probe)
    if found.destination == "parts":
        assert all(result.fits is False and not result.upgrades for result in found.profiles[:-1])


@given(MEMORIES, st.sampled_from([2, 4, 8, 16]))
def test_adding_the_memory_of_the_advice_makes_the_criterion_fit(memory: Memory, needed_gib: int) -> None:
    need = AtLeastMemory(source=Words(fr="essai"), at_least=f"{needed_gib} GB")
    if judge_memory(tower(memory=memory), need, "").fits is not False:
        return
    change = memory_change(memory, need.at_least)
    if change is None:
        return
    fitted = (fitted_bytes(memory) or 0) + int(change.upgrade.value or 0)
    after = memory.model_copy(update={"installed_bytes": fitted})
    assert judge_memory(tower(memory=after), need, "").fits is True
    declared = memory.declared_max_bytes
    assert not declared or declared < (fitted_bytes(memory) or 0) or fitted <= declared


@given(PROBES)
def test_a_verdict_goes_to_json_and_back(probe: Probe) -> None:
    found = verdict(probe)
    assert Verdict.from_json(found.to_json()) == found
