"""Each criterion of a profile against synthetic facts: met, not met, not known."""

import pytest

from pcsol.i18n import speaking
from pcsol.judge.criteria.disk import internal_disks
from pcsol.judge.criteria.machine import judge_firmware, judge_firmware_year, judge_graphics, judge_tpm
from pcsol.judge.criteria.memory import fitted_bytes, judge_memory
from pcsol.judge.criteria.processor import judge_bits, judge_generation, judge_psabi_level
from pcsol.judge.criteria.wording import spoken_disk, spoken_memory
from pcsol.model.hardware.devices import Graphics
from pcsol.model.hardware.machine import Firmware, Machine, Tpm
from pcsol.model.hardware.memory import Memory
from pcsol.model.hardware.processor import Processor
from pcsol.model.profile.needs import (
    AtLeastBits,
    AtLeastGeneration,
    AtLeastLevel,
    AtLeastMemory,
    AtLeastTpm,
    AtLeastYear,
    FirmwareNeed,
    GraphicsNeed,
    Words,
)
from tests.unit.verdict.towers import GIB, disk, memory, tower

SOURCE = Words(fr="essai")


@pytest.mark.parametrize(
    ("model", "fits"),
    [
        ("Intel(R) Core(TM) i7 CPU 920 @ 2.67GHz", None),
        ("Intel(R) Core(TM) i5-750", False),
        ("Intel(R) Core(TM) i5-3470 CPU @ 3.20GHz", False),
        ("Intel(R) Core(TM) i7-7700 CPU @ 3.60GHz", False),
        ("Intel(R) Core(TM) i5-8500 CPU @ 3.00GHz", True),
        ("Intel(R) Core(TM) i5-10400 CPU @ 2.90GHz", True),
        ("12th Gen Intel(R) Core(TM) i5-12400", True),
        ("11th Gen Intel(R) Core(TM) i5-1135G7 @ 2.40GHz", True),
        ("AMD Ryzen 5 1600 Six-Core Processor", False),
        ("AMD Ryzen 5 2600 Six-Core Processor", True),
        ("AMD Ryzen 5 PRO 4650G with Radeon Graphics", True),
        ("Intel(R) Pentium(R) Gold G5400 CPU @ 3.70GHz", None),
        ("AMD FX(tm)-8350 Eight-Core Processor", None),
        (None, None),
    ],
)
def test_a_generation_is_read_from_the_name_only_where_the_name_tells(model: str | None, fits: bool | None) -> None:
    need = AtLeastGeneration(source=SOURCE, intel_core=8, amd_ryzen=2000)
    assert judge_generation(tower(processor=Processor(model=model)), need, "").fits is fits


@pytest.mark.parametrize(
    ("bits", "level", "fits"),
    [(64, 2, True), (64, 1, False), (32, 0, False), (32, None, False), (64, None, None), (None, None, None)],
)
def test_a_32_bit_processor_has_no_level(bits: int | None, level: int | None, fits: bool | None) -> None:
    probe = tower(processor=Processor(bits=bits, psabi_level=level))
    assert judge_psabi_level(probe, AtLeastLevel(source=SOURCE, at_least=2), "").fits is fits


@pytest.mark.parametrize(
    ("bits", "level", "fits"), [(64, None, True), (None, 1, True), (None, 0, False), (None, None, None)]
)
def test_a_level_tells_the_bits(bits: int | None, level: int | None, fits: bool | None) -> None:
    probe = tower(processor=Processor(bits=bits, psabi_level=level))
    assert judge_bits(probe, AtLeastBits(source=SOURCE, at_least=64), "").fits is fits


@pytest.mark.parametrize(
    ("total_gib", "installed_gib", "fitted_gib"),
    [
        (7.7, 8, 8),
        (7.7, None, 8),
        (7.1, None, 8),
        (3.2, None, 4),
        (5.8, None, 6),
        (15.5, None, 16),
        (31.1, None, 32),
        (62.6, None, 64),
        (0.47, None, 0.5),
        (7.7, 4, 8),
        (None, 4, 4),
        (None, None, None),
        (7.7, 0, 8),
    ],
)
def test_what_the_system_may_use_is_rounded_up_to_what_sticks_add_up_to(
    total_gib: float | None, installed_gib: int | None, fitted_gib: float | None
) -> None:
    total = None if total_gib is None else int(total_gib * GIB)
    installed = None if installed_gib is None else installed_gib * GIB
    fitted = fitted_bytes(Memory(total_bytes=total, installed_bytes=installed))
    assert fitted == (None if fitted_gib is None else fitted_gib * GIB)


def test_memory_that_was_rounded_up_is_about_right_and_sticks_are_exact() -> None:
    need = AtLeastMemory(source=SOURCE, at_least="8 GB")
    with speaking("en"):
        said = [
            judge_memory(tower(memory=found), need, "").text
            for found in (
                Memory(total_bytes=int(7.7 * GIB)),
                Memory(total_bytes=int(7.7 * GIB), installed_bytes=8 * GIB),
            )
        ]
    assert said == ["Memory: about 8 GB.", "Memory: 8 GB."]


def test_too_little_memory_with_a_low_declared_maximum_says_so() -> None:
    need = AtLeastMemory(source=SOURCE, at_least="8 GB")
    with speaking("en"):
        result = judge_memory(tower(memory=memory(4, declared_gib=4)), need, "")
    assert result.text == "Memory: 4 GB; 8 GB needed. The firmware declares 4 GB at most."


@pytest.mark.parametrize(
    ("drivers", "fits"),
    [
        (("i915",), True),
        (("efifb",), False),
        ((None,), None),
        (("efifb", "nouveau"), True),
        (("efifb", None), None),
        ((), False),
    ],
)
def test_one_card_that_the_kernel_drives_is_enough(drivers: tuple[str | None, ...], fits: bool | None) -> None:
    probe = tower(graphics=tuple(Graphics(driver=driver) for driver in drivers))
    assert judge_graphics(probe, GraphicsNeed(source=SOURCE, driver="native"), "").fits is fits


def test_graphics_may_be_excluded_by_their_driver() -> None:
    need = GraphicsNeed(source=SOURCE, not_driven_by=("gma500_gfx",))
    assert judge_graphics(tower(graphics=(Graphics(driver="gma500_gfx"),)), need, "").fits is False
    assert judge_graphics(tower(graphics=(Graphics(driver="i915"),)), need, "").fits is True


@pytest.mark.parametrize(("mode", "fits"), [("uefi", True), ("bios", None), (None, None)])
def test_a_tower_started_the_old_way_may_still_know_uefi(mode: str | None, fits: bool | None) -> None:
    probe = tower(machine=Machine(firmware=Firmware(mode=mode)))
    assert judge_firmware(probe, FirmwareNeed(source=SOURCE, mode="uefi"), "").fits is fits


@pytest.mark.parametrize(
    ("date", "fits"), [("2010-01-01", True), ("2009-12-31", False), (None, None), ("soon", None), ("²010", None)]
)
def test_the_year_of_the_firmware(date: str | None, fits: bool | None) -> None:
    probe = tower(machine=Machine(firmware=Firmware(date=date)))
    assert judge_firmware_year(probe, AtLeastYear(source=SOURCE, at_least=2010), "").fits is fits


@pytest.mark.parametrize(
    ("tpm", "fits"),
    [
        (Tpm(present=True, version="2.0"), True),
        (Tpm(present=True, version="1.2"), False),
        (Tpm(present=True), None),
        (Tpm(present=False), False),
        (None, None),
    ],
)
def test_a_tpm_of_unknown_version_is_not_known(tpm: Tpm | None, fits: bool | None) -> None:
    assert judge_tpm(tower(machine=Machine(tpm=tpm)), AtLeastTpm(source=SOURCE, at_least="2.0"), "").fits is fits


def test_disks_that_do_not_stay_in_the_tower_do_not_count() -> None:
    disks = (
        disk("sda", "ssd", 240, "A"),
        disk("sdb", "ssd", 240, "A", bus="usb"),
        disk("loop0", None, 1, None, bus="loop"),
        disk("sdc", "ssd", 240, "A", removable=True),
    )
    assert [inside.name for inside in internal_disks(tower(disks=disks)) or ()] == ["sda"]


def test_sizes_are_said_as_on_sticks_and_labels() -> None:
    with speaking("fr"):
        assert (spoken_memory(4 * GIB), spoken_memory(GIB // 2), spoken_memory(int(3.5 * GIB))) == (
            "4 Go",
            "512 Mo",
            "3,5 Go",
        )
        assert (spoken_disk(500_107_862_016), spoken_disk(1_000_204_886_016)) == ("500 Go", "1 To")
    with speaking("en"):
        assert spoken_disk(240_057_409_536) == "240 GB"
        assert spoken_disk(119_999_999_999) == "119 GB"
