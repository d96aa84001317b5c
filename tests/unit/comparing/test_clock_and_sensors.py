"""The clock's own chip, sensors that change places, channels of memory: faults, and what is only another start."""

from datetime import datetime, timedelta

import pytest

from pcsol.model.hardware.devices import Fan, Sensors, Temperature
from pcsol.model.hardware.memory import Slot
from pcsol.model.probe import Clock, ClockChip, Probe
from tests.unit.comparing.towers import EMPTY, STICK, THEN, TOWER, against, changed, changes, found, later

NTP = Clock(source="ntp", trusted=True)


def chip(
    shows: datetime, *, was_set: bool | None = None, clock: Clock = TOWER.clock, base: Probe | None = None
) -> Probe:
    return changed(base or later(), clock=clock, clock_chip=ClockChip(shows=shows, was_set=was_set))


BEFORE = chip(THEN, base=TOWER)


def test_a_chip_that_is_years_back_was_reset_whoever_the_time_came_from() -> None:
    for clock in (NTP, Clock(source="operator", trusted=True), Clock(source="system")):
        assert changes(against(chip(datetime(2009, 1, 1, tzinfo=THEN.tzinfo), clock=clock), BEFORE)) == [
            ("clock", "reset")
        ]


def test_a_chip_that_was_reset_is_found_against_a_record_that_kept_no_chip() -> None:
    assert changes(against(chip(THEN - timedelta(days=400)), TOWER)) == [("clock", "reset")]


def test_more_than_a_day_beside_a_time_that_is_known_is_drift() -> None:
    for days in (-1.5, 1.5):
        late = changed(chip(THEN + timedelta(days=10 + days), clock=NTP), taken_at=THEN + timedelta(days=10))
        assert changes(against(late, BEFORE)) == [("clock", "drifted")]


@pytest.mark.parametrize("hours", [-2, 0, 1, 2, 20])
def test_summer_time_or_a_chip_that_keeps_local_time_is_no_fault(hours: int) -> None:
    operator = Clock(source="operator", trusted=True)
    late = changed(chip(THEN + timedelta(days=2, hours=hours), clock=operator), taken_at=THEN + timedelta(days=2))
    assert [one.state for one in found(against(late, BEFORE), "clock")] == ["ok"]


def test_a_chip_that_a_time_server_may_have_set_proves_nothing_by_agreeing() -> None:
    right = chip(THEN + timedelta(hours=1), was_set=True, clock=NTP)
    assert [one.state for one in found(against(right, BEFORE), "clock")] == ["not-measurable"]


def fans(*rpm: int, chip: str = "it8728", label: str = "") -> Sensors:
    return changed(TOWER.sensors, fans=tuple(Fan(chip=chip, label=label, rpm=one) for one in rpm))


def test_fans_without_names_that_change_places_are_as_before() -> None:
    assert changes(against(later(sensors=fans(0, 1150)), changed(TOWER, sensors=fans(1200, 0)))) == []


def test_one_of_two_fans_without_names_that_stands_still_is_found() -> None:
    assert changes(against(later(sensors=fans(0, 790)), changed(TOWER, sensors=fans(1200, 800)))) == [("fan", "worse")]


def test_a_graphics_card_s_fan_may_rest() -> None:
    rest = (fans(900, chip="amdgpu"), fans(0, chip="amdgpu"))
    assert changes(against(later(sensors=rest[1]), changed(TOWER, sensors=rest[0]))) == []


def warm(*readings: tuple[str, str]) -> Sensors:
    told = tuple(Temperature(chip=chip, label=label, celsius=38) for chip, label in readings)
    return changed(TOWER.sensors, temperatures=told)


def test_a_sensor_among_others_that_is_gone_is_named() -> None:
    before = changed(TOWER, sensors=warm(("coretemp", "Core 0"), ("it8728", "temp2")))
    comparison = against(later(sensors=warm(("coretemp", "Core 0"))), before)
    assert changes(comparison) == [("temperature", "missing")]
    assert found(comparison, "temperature")[0].subject == "it8728 temp2"


def test_sensors_of_a_disk_or_a_card_go_with_it_and_are_told_as_it() -> None:
    before = changed(TOWER, sensors=warm(("coretemp", "Core 0"), ("nvme", "Composite"), ("amdgpu", "edge")))
    assert changes(against(later(sensors=warm(("coretemp", "Core 0"))), before)) == []


def test_no_sensor_at_all_is_linux_that_cannot_read_them_and_never_ok() -> None:
    comparison = against(later(sensors=changed(TOWER.sensors, temperatures=())))
    assert [one.state for one in found(comparison, "temperature")] == ["not-measurable"]


def sticks(*locators: str, bank: str | None = None) -> tuple[Slot, ...]:
    return tuple(
        changed(STICK, handle=f"0x{number:04x}", locator=locator, bank=bank, serial=f"8C3F2{number}")
        for number, locator in enumerate(locators)
    )


def held(slots: tuple[Slot, ...]) -> Probe:
    return later(memory=changed(TOWER.memory, slots=slots))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("ChannelA-DIMM0", "ChannelB-DIMM0"), ("ChannelA-DIMM0", "ChannelA-DIMM1")),
        (("DIMM_A1", "DIMM_B1"), ("DIMM_A1", "DIMM_A2")),
        (("A1_DIMM0", "B1_DIMM0"), ("A1_DIMM0", "A2_DIMM1")),
    ],
)  # fmt: skip
def test_two_channels_that_became_one_are_probable(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    assert ("memory", "single-channel") in changes(against(held(sticks(*after)), held(sticks(*before))))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("DIMM1", "DIMM3"), ("DIMM1", "DIMM2")),  # nothing tells the channel
        (("ChannelA-DIMM0", "ChannelB-DIMM0"), ("ChannelA-DIMM1", "ChannelB-DIMM1")),
        (("ChannelA-DIMM0",), ("ChannelB-DIMM0",)),
    ],
)
def test_what_tells_no_channel_or_keeps_two_says_nothing_of_them(
    before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    assert ("memory", "single-channel") not in changes(against(held(sticks(*after)), held(sticks(*before))))


def test_an_empty_slot_has_no_channel() -> None:
    assert EMPTY.populated is False
    assert changes(against(held((*sticks("ChannelA-DIMM0"), EMPTY)), held((*sticks("ChannelA-DIMM0"), EMPTY)))) == []
