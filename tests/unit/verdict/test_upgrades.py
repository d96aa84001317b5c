"""The easiest change that makes a destination fit, on synthetic towers."""

import pytest

from pcsol.i18n import speaking
from pcsol.judge.upgrades.memory import memory_change
from pcsol.judge.upgrades.parts import disk_change
from pcsol.model.hardware.memory import Memory
from pcsol.model.profile.needs import DiskNeed
from tests.unit.verdict.towers import GIB, disk, memory, slot, tower


def memory_text(fitted: Memory, needed_gib: float, language: str = "en") -> str | None:
    with speaking(language):
        change = memory_change(fitted, int(needed_gib * GIB))
    return change.upgrade.text if change else None


@pytest.mark.parametrize(
    ("fitted", "needed_gib", "text"),
    [
        (memory(4, 0), 8, "Add 4 GB of DDR3 in the free slot DIMM2."),
        (memory(2, 0, 0, 0), 8, "Add 2 × 4 GB of DDR3 in the free slots DIMM2 and DIMM3."),
        (memory(2, 0, 0, 0, declared_gib=32), 8, "Add 8 GB of DDR3 in the free slot DIMM2."),
        (memory(2, 0, 0, 0, declared_gib=8), 8, "Add 3 × 2 GB of DDR3 in the free slots DIMM2, DIMM3 and DIMM4."),
        (memory(2, 2, declared_gib=8), 8, "Replace the sticks in DIMM1 and DIMM2 by 2 × 4 GB of DDR3."),
        # 4 GB in the free slot would be easier, and more than the firmware takes.
        (memory(4, 2, 0, 0, kind="DDR4", declared_gib=8), 8, "Replace the stick in DIMM2 by 4 GB of DDR4."),
        (memory(2, 4), 8, "Replace the stick in DIMM1 by 4 GB of DDR3."),
        (memory(1, 1, 0, 0, kind="DDR2", declared_gib=4), 4, "Add 2 × 1 GB of DDR2 in the free slots DIMM3 and DIMM4."),
        (
            memory(1, 0, kind="DDR2", declared_gib=4),
            4,
            "Add 2 GB of DDR2 in the free slot DIMM2, and replace the stick in DIMM1 by 2 GB of DDR2.",
        ),
        (memory(4, 0, kind="DDR4", ecc=True), 8, "Add 4 GB of DDR4 ECC in the free slot DIMM2."),
        (memory(4, 0, declared_gib=None), 8, "Add 4 GB of DDR3 in the free slot DIMM2."),
        (memory(4, 0, declared_gib=2), 8, "Add 4 GB of DDR3 in the free slot DIMM2."),
        (memory(4, 0, declared_gib=4), 8, None),
        (memory(2, 2, kind="DDR2", declared_gib=8), 8, None),
        (
            memory(4, 0, kind=None),
            8,
            "Add 4 GB of memory in the free slot DIMM2 (look first which kind: DDR2, DDR3 …).",
        ),
        (Memory(), 8, None),
    ],
)
def test_sticks_by_free_slots_and_declared_maximum(fitted: Memory, needed_gib: float, text: str | None) -> None:
    assert memory_text(fitted, needed_gib) == text


def test_in_french_as_a_volunteer_reads_it() -> None:
    assert memory_text(memory(4, 0), 8, "fr") == "Ajouter 4 Go de DDR3 dans l’emplacement libre DIMM2."


def test_without_slots_it_says_what_to_look_at() -> None:
    text = memory_text(Memory(total_bytes=int(3.8 * GIB)), 8)
    assert text == "Add at least 4 GB of memory; look first which kind it takes and whether a slot is free."


def test_a_locator_that_two_slots_share_is_named_with_its_bank() -> None:
    slots = (slot("DIMM0", 4, bank="BANK 0"), slot("DIMM0", 0, bank="BANK 1"))
    assert "DIMM0 BANK 1" in str(memory_text(Memory(installed_bytes=4 * GIB, slots=slots), 8))


def test_a_slot_without_a_name_is_a_free_slot() -> None:
    slots = (slot("DIMM0", 4), slot(None, 0))
    assert memory_text(Memory(installed_bytes=4 * GIB, slots=slots), 8) == "Add 4 GB of DDR3 in a free slot."


def test_small_sticks_are_called_small() -> None:
    slots = (slot("A", 4, form_factor="SODIMM"), slot("B", 0))
    assert "DDR3 SO-DIMM" in str(memory_text(Memory(installed_bytes=4 * GIB, slots=slots), 8))


def test_two_kinds_of_sticks_are_not_decided_for() -> None:
    slots = (slot("A", 2, "DDR2"), slot("B", 2, "DDR3"), slot("C", 0))
    assert "look first which kind" in str(memory_text(Memory(installed_bytes=4 * GIB, slots=slots), 8))


NEED = DiskNeed.model_validate({"source": "essai", "any_of": [{"kind": "ssd", "size": "120 GB", "grade": "B"}]})


@pytest.mark.parametrize(
    ("disks", "text"),
    [
        ((), "Put in this: SSD of 120 GB or more (grade B or better), look first at the plug (SATA, M.2 or IDE)."),
        (
            (disk("sda", "hdd", 500, "D"),),
            "Replace the disk sda (grade D) by this: SSD of 120 GB or more (grade B or better), SATA plug.",
        ),
        (
            (disk("sda", "hdd", 500, "A"), disk("sdb", "hdd", 80, "C")),
            "Replace the disk sdb (grade C) by this: SSD of 120 GB or more (grade B or better), SATA plug.",
        ),
        (
            (disk("nvme0n1", "ssd", 60, "A", bus="nvme"),),
            "Put in this, beside nvme0n1 or in its place: SSD of 120 GB or more (grade B or better), NVMe (M.2) plug.",
        ),
        (
            (disk("sda", "hdd", 40, "A", bus="ata"),),
            (
                "Put in this, beside sda or in its place: SSD of 120 GB or more (grade B or better), "
                "look first at the plug (SATA, M.2 or IDE)."
            ),
        ),
    ],
)
def test_the_disk_to_put_in_is_the_first_of_the_profile(disks: tuple, text: str) -> None:
    with speaking("en"):
        change = disk_change(tower(disks=disks), NEED)
    assert change
    assert change.upgrade.text == text


def test_no_disk_is_advised_where_nobody_could_look() -> None:
    assert disk_change(tower(disks=None), NEED) is None
