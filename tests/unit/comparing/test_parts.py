"""Memory, cards, settings, warmth and clock, before and after."""

from datetime import timedelta

import pytest

from pcsol.i18n import speaking
from pcsol.model.hardware.devices import Fan, Graphics, Load, Sensors, Temperature
from pcsol.model.hardware.machine import Firmware, Identity, Machine, Tpm
from pcsol.model.hardware.memory import Memory
from pcsol.model.hardware.processor import Processor
from pcsol.model.probe import Clock, Probe
from pcsol.model.reason import Unknown
from tests.unit.comparing.towers import (
    CARD,
    EMPTY,
    GIB,
    MACHINE,
    STICK,
    THEN,
    TOWER,
    against,
    changed,
    changes,
    found,
    later,
)


def holding(*slots: object, before: Probe = TOWER) -> Probe:
    return later(memory=changed(before.memory, slots=slots))


def test_the_same_tower_an_hour_later_has_nothing_to_look_at() -> None:
    load = Load(
        chip="coretemp", wanted_seconds=60, seconds=60, threads=4, start_celsius=36, end_celsius=56, peak_celsius=66,
        limit_celsius=90, work_mib=60000,
    )  # fmt: skip
    comparison = against(later(load=load), changed(TOWER, load=load))
    assert changes(comparison) == []
    assert comparison.same_tower is True
    assert comparison.state == "ok"


def test_two_towers_are_told_apart() -> None:
    other = Machine(serial="9ZZ8Y7X", uuid="4c4c4544-0058-4b10-8032-b7c04f50354b", board=MACHINE.board)
    from pcsol.judge.identity import identify

    comparison = against(later(identity=identify(changed(other, board=changed(MACHINE.board, serial="CN0001ABCD")))))
    assert comparison.same_tower is False
    assert ("tower", "changed") in changes(comparison)


def test_without_marks_it_is_not_known_whether_it_is_the_same_tower() -> None:
    comparison = against(later(identity=Identity()))
    assert comparison.same_tower is None
    assert found(comparison, "tower")[0].state == "not-measurable"


def test_a_stick_that_is_gone_is_missing() -> None:
    comparison = against(holding(changed(EMPTY, handle="0x1100", locator="DIMM1"), EMPTY))
    assert changes(comparison) == [("memory", "missing")]
    assert "8C3F21A7" in (found(comparison, "memory")[0].before or "")


def test_a_stick_in_another_slot_was_moved() -> None:
    moved = changed(STICK, handle="0x1101", locator="DIMM2", bank="BANK 1")
    comparison = against(holding(changed(EMPTY, handle="0x1100", locator="DIMM1"), moved))
    assert changes(comparison) == [("memory", "moved")]
    assert (found(comparison, "memory")[0].before, found(comparison, "memory")[0].after) == ("DIMM1", "DIMM2")


def test_a_handle_that_a_new_firmware_counts_otherwise_is_no_move() -> None:
    assert changes(against(holding(changed(STICK, handle="0x0040"), EMPTY))) == []


def test_another_stick_of_the_same_kind_in_the_slot_is_seen() -> None:
    assert changes(against(holding(changed(STICK, serial="11AA22BB"), EMPTY))) == [("memory", "changed")]


def test_sticks_without_serials_are_recognised_by_part_number_size_and_slot() -> None:
    nameless = changed(STICK, serial=None)
    before = changed(TOWER, memory=changed(TOWER.memory, slots=(nameless, EMPTY)))
    assert changes(against(holding(nameless, EMPTY), before)) == []
    bigger = changed(nameless, size_bytes=8 * GIB)
    assert changes(against(holding(bigger, EMPTY), before)) == [("memory", "changed")]


def test_a_second_stick_is_added() -> None:
    second = changed(STICK, handle="0x1101", locator="DIMM2", bank="BANK 1", serial="77CC88DD")
    assert changes(against(holding(STICK, second))) == [("memory", "added")]


def test_a_stick_that_runs_slower_is_slower_and_an_unknown_speed_is_not_ok() -> None:
    assert changes(against(holding(changed(STICK, configured_mts=1333), EMPTY))) == [("memory", "slower")]
    unknown = against(holding(changed(STICK, configured_mts=None, speed_mts=None), EMPTY))
    assert found(unknown, "memory")[0].state == "not-measurable"


def test_without_slots_the_sums_tell_what_is_missing_and_never_that_all_is_well() -> None:
    before = changed(TOWER, memory=Memory(total_bytes=8 * GIB))
    less, same = later(memory=Memory(total_bytes=4 * GIB)), later(memory=Memory(total_bytes=8 * GIB - 10**8))
    assert changes(against(less, before)) == [("memory", "missing")]
    assert found(against(same, before), "memory")[0].state == "not-measurable"
    assert found(against(later(memory=Memory())), "memory")[0].state == "not-measurable"


def test_another_processor_and_a_core_that_is_lost_are_seen() -> None:
    assert changes(against(later(processor=Processor(model="Celeron", cores=2)))) == [("processor", "changed")]
    assert changes(against(later(processor=changed(TOWER.processor, cores=1)))) == [("processor", "worse")]
    assert found(against(later(processor=Processor())), "processor")[0].state == "not-measurable"


def test_a_card_that_is_gone_or_new_is_seen() -> None:
    new = Graphics(vendor="NVIDIA", model="GT 710", pci_id="10de:128b")
    assert changes(against(later(graphics=(*(TOWER.graphics or ()), new)))) == [("graphics", "added")]
    assert changes(against(later(sound=()))) == [("sound", "missing")]
    assert found(against(later(optical=None)), "optical")[0].state == "not-measurable"


def test_a_network_card_of_the_same_kind_with_another_address_is_another_card() -> None:
    comparison = against(later(network=(changed(CARD, mac="b8:ca:3a:00:00:01"),)))
    assert sorted(changes(comparison)) == [("network", "added"), ("network", "missing")]


@pytest.mark.parametrize(
    "facts",
    [{"firmware": Firmware(version="A29", mode="bios", secure_boot=False)}, {"tpm": Tpm(present=False)},
     {"firmware": Firmware(version="A30", mode="uefi", secure_boot=False)}],
)  # fmt: skip
def test_settings_of_the_firmware_that_changed_are_seen(facts: dict[str, object]) -> None:
    assert changes(against(later(machine=changed(MACHINE, **facts)))) == [("firmware", "changed")]


def test_an_unknown_setting_is_not_ok() -> None:
    comparison = against(later(machine=changed(MACHINE, tpm=None)))
    assert [one.state for one in found(comparison, "firmware")] == ["not-measurable"]


def warm(celsius: float) -> Sensors:
    return changed(TOWER.sensors, temperatures=(Temperature(chip="coretemp", label="Core 0", celsius=celsius),))


@pytest.mark.parametrize("celsius", [18, 38, 48, 95])
def test_warmth_without_the_same_load_both_times_is_not_measurable(celsius: float) -> None:
    """After a cold start, or an hour of work: nobody knows."""
    comparison = against(later(sensors=warm(celsius)))
    (one,) = found(comparison, "temperature")
    assert (one.state, one.before, one.after) == ("not-measurable", "38 °C", f"{celsius} °C")


def test_the_chips_of_disks_are_no_measure_of_the_tower() -> None:
    hot = [Temperature(chip=chip, label="", celsius=70) for chip in ("drivetemp", "nvme")]
    (one,) = found(
        against(later(sensors=changed(warm(38), temperatures=(*warm(38).temperatures, *hot)))), "temperature"
    )
    assert (one.before, one.after) == ("38 °C", "38 °C")


@pytest.mark.parametrize("sensors", [Sensors(), Sensors(temperatures=(), fans=())])
def test_without_sensors_warmth_and_fans_are_not_measurable(sensors: Sensors) -> None:
    comparison = against(later(sensors=sensors))
    assert {one.state for part in ("temperature", "fan") for one in found(comparison, part)} == {"not-measurable"}


def test_a_fan_that_stands_still_and_one_that_is_not_seen_are_to_look_at() -> None:
    still = changed(TOWER.sensors, fans=(Fan(chip="dell_smm", label="Processor Fan", rpm=0),))
    other = changed(TOWER.sensors, fans=(Fan(chip="dell_smm", label="Other", rpm=800),))
    assert changes(against(later(sensors=still))) == [("fan", "worse")]
    assert changes(against(later(sensors=other))) == [("fan", "missing")]


@pytest.mark.parametrize(
    ("celsius", "state"), [(30, "not-measurable"), (37, "not-measurable"), (38, "to-look-at"), (60, "to-look-at")]
)
def test_a_fan_that_may_rest_in_a_cooler_tower_raises_no_alarm(celsius: float, state: str) -> None:
    still = changed(warm(celsius), fans=(Fan(chip="dell_smm", label="Processor Fan", rpm=0),))
    assert [one.state for one in found(against(later(sensors=still)), "fan")] == [state]


def test_a_disk_that_is_warmer_does_not_make_a_resting_fan_a_fault() -> None:
    still = changed(
        warm(30),
        temperatures=(Temperature(chip="coretemp", label="Core 0", celsius=30), Temperature(chip="nvme", celsius=70)),
        fans=(Fan(chip="dell_smm", label="Processor Fan", rpm=0),),
    )
    assert [one.state for one in found(against(later(sensors=still)), "fan")] == ["not-measurable"]


def test_a_fan_that_stands_where_no_warmth_is_known_is_not_measurable() -> None:
    still = Sensors(temperatures=None, fans=(Fan(chip="dell_smm", label="Processor Fan", rpm=0),))
    assert [one.state for one in found(against(later(sensors=still)), "fan")] == ["not-measurable"]


def test_a_clock_that_shows_an_earlier_time_was_reset() -> None:
    with speaking("fr"):
        comparison = against(later(taken_at=THEN - timedelta(days=5000)))
    assert changes(comparison) == [("clock", "reset")]
    (one,) = found(comparison, "clock")
    assert (one.before, one.after) == ("20/11/2026 09:00 UTC", "13/03/2013 09:00 UTC")


def test_a_recorded_clock_that_shows_an_earlier_time_was_reset() -> None:
    recorded = {"source": "album", "clock": Clock(source="album")}
    then, now = later(**recorded), later(**recorded, taken_at=THEN - timedelta(days=5000))
    assert changes(against(now, then)) == [("clock", "reset")]


@pytest.mark.parametrize(
    "facts",
    [
        {"clock": Clock(source="ntp", trusted=True)},
        {"clock": Clock(source="ntp", trusted=True), "taken_at": THEN - timedelta(days=1)},
        {"clock": Clock(source="album"), "source": "album"},
        {
            "clock": Clock(source="album"),
            "source": "album",
            "taken_at": THEN - timedelta(days=5000),
            "unknown": (Unknown(what="clock", why="The album holds no answer of clock.json."),),
        },
        {"clock": Clock()},
    ],
)
def test_a_time_from_elsewhere_says_nothing_about_the_towers_clock(facts: dict[str, object]) -> None:
    assert found(against(later(**facts)), "clock")[0].state == "not-measurable"


def test_the_state_of_the_whole_is_the_worst_and_comes_first() -> None:
    comparison = against(later(sensors=Sensors(), sound=()))
    assert comparison.state == "to-look-at"
    assert [one.state for one in comparison.differences] == sorted(
        (one.state for one in comparison.differences), key=["to-look-at", "not-measurable", "ok"].index
    )


def test_a_comparison_speaks_the_language_of_the_moment_and_survives_json() -> None:
    with speaking("fr"):
        french = against(later(sound=()))
    with speaking("en"):
        english = against(later(sound=()))
    assert french.differences[0].text != english.differences[0].text
    assert type(french).from_json(french.to_json()) == french


def test_a_stick_without_any_name_in_another_slot_is_moved() -> None:
    bare = changed(STICK, part_number=None, serial=None, manufacturer=None)
    here, there = (
        (bare, EMPTY),
        (changed(EMPTY, handle=STICK.handle, locator="DIMM1"), changed(bare, handle="0x1101", locator="DIMM2")),
    )
    before, after = (changed(TOWER.memory, slots=slots) for slots in (here, there))
    comparison = against(later(memory=after), changed(TOWER, memory=before))
    assert changes(comparison) == [("memory", "moved")]
