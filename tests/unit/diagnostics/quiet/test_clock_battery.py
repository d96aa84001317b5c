"""clock-battery: a reset clock, a wrong one, an empty cell; and what nobody can know."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from pcsol.diagnostics.bench import Found
from pcsol.diagnostics.unattended import boot_memory_test
from pcsol.diagnostics.unattended.clock_battery import jobs
from pcsol.errors import ToolTimeoutError
from pcsol.model.hardware.machine import Firmware, Machine
from pcsol.model.probe import Clock, ClockChip, Probe
from pcsol.model.profile.testing import WantedTest
from pcsol.tools.world.question import Question
from tests.unit.diagnostics.quiet.bench import NOW, Answer, MadeUpWorld, bench, codes, probe, run

WANTED = WantedTest(test="clock-battery")


def tower(
    shows: datetime | None, *, was_set: bool | None = False, firmware: str | None = "2019-05-30", **more: Any
) -> Probe:
    chip = ClockChip(shows=shows, was_set=was_set) if shows else None
    return probe(machine=Machine(firmware=Firmware(date=firmware)), clock_chip=chip, **more)


def told(seen: Probe, log: str = "", **files: Answer) -> Found:
    world = MadeUpWorld(files={f"/proc/driver/{name}": text for name, text in files.items()})
    if log:
        world = MadeUpWorld(world.files, {"dmesg": lambda _question: log})
    [job] = jobs(seen, WANTED)
    return run(job, bench(world, probe=seen))


def test_the_log_of_the_start_is_read_once_for_all_who_look_into_it() -> None:
    asked: list[Question] = []

    def says(question: Question) -> str:
        asked.append(question)
        return "<6>[    0.004000] early_memtest: # of tests: 2\n"

    at = bench(MadeUpWorld({"/proc/cmdline": "memtest=2"}, {"dmesg": says}))
    found = [run(job, at) for maker in (jobs, boot_memory_test.jobs) for job in maker(at.probe, WANTED)]
    assert len(asked) == 1
    assert [one.code for one in found[1].evidence] == ["patterns"], "and what stands there is seen by the other one"


def test_a_log_that_could_not_be_read_is_asked_for_by_the_next_one() -> None:
    answers: list[Answer] = ["<6>[    0.004000] early_memtest: # of tests: 2\n", ToolTimeoutError("dmesg", 15)]
    at = bench(MadeUpWorld({"/proc/cmdline": "memtest=2"}, {"dmesg": lambda _question: answers.pop()}))
    found = [run(job, at) for maker in (jobs, boot_memory_test.jobs) for job in maker(at.probe, WANTED)]
    assert [one.code for one in found[1].evidence] == ["patterns"]


def test_a_clock_that_went_on_passes() -> None:
    found = told(tower(NOW))
    assert (found.result, codes(found)) == ("passed", [])
    assert {one.code for one in found.evidence} >= {"shows", "firmware"}


@pytest.mark.parametrize(
    ("shows", "firmware", "code"),
    [
        (datetime(2019, 1, 1, 0, 3, tzinfo=UTC), "2019-05-30", "before-firmware"),
        (datetime(2000, 1, 1, tzinfo=UTC), "2019-05-30", "before-firmware"),
        (datetime(1980, 1, 1, tzinfo=UTC), None, "reset"),
        (datetime(2000, 1, 1, 0, 5, tzinfo=UTC), None, "reset"),
        (datetime(2019, 6, 1, tzinfo=UTC), "2019-05-30", "reset"),
        (datetime(2019, 6, 1, tzinfo=UTC), "not a date", "reset"),
    ],
)
def test_a_reset_clock_fails_and_asks_for_a_new_cell(shows: datetime, firmware: str | None, code: str) -> None:
    found = told(tower(shows, firmware=firmware))
    assert (found.result, codes(found)) == ("failed", [code, "change-cell"])
    assert "CR2032" in found.reasons[1].text


def test_a_clock_more_than_a_day_from_the_true_time_fails_and_hours_do_not() -> None:
    led = {"clock": Clock(source="ntp", trusted=True)}
    assert codes(told(tower(NOW + timedelta(days=40), **led))) == ["wrong", "change-cell"]
    assert told(tower(NOW + timedelta(hours=2), **led)).result == "passed"  # local time in the chip


def test_a_clock_that_was_set_before_anybody_looked_tells_nothing() -> None:
    found = told(tower(NOW, was_set=True))
    assert (found.result, codes(found)) == ("not-testable", ["was-set"])


def test_whether_it_was_set_must_be_known() -> None:
    found = told(tower(NOW, was_set=None))
    assert (found.result, codes(found)) == ("to-look-at", ["set-unknown"])


def test_no_clock_is_not_testable() -> None:
    assert codes(told(tower(None))) == ["no-clock"]


def test_a_chip_that_calls_its_cell_empty_is_believed() -> None:
    assert codes(told(tower(NOW), rtc="rtc_time\t: 08:00:00\nbatt_status\t: dead\n")) == ["cell-dead", "change-cell"]
    fine = told(tower(NOW), rtc="batt_status\t: okay\n")
    assert fine.result == "passed"
    assert any(one.code == "cell" and one.value is True for one in fine.evidence)


def _log(shows: str) -> str:
    return f"<6>[    2.670836] rtc_cmos 00:03: setting system clock to {shows} UTC (1795320746)\n"


def test_what_the_chip_showed_at_the_start_counts_though_it_was_set_since() -> None:
    """A time server had set it long before the probe looked; the kernel's log still knows."""
    led = {"clock": Clock(source="ntp", trusted=True)}
    found = told(tower(NOW, was_set=True, **led), _log("2019-01-01T00:04:11"))
    assert codes(found) == ["before-firmware", "change-cell"]


def test_at_the_start_is_compared_with_when_that_was() -> None:
    started = datetime.now(UTC) - timedelta(seconds=1000)
    led = {"clock": Clock(source="ntp", trusted=True)}
    right = told(tower(NOW, was_set=True, **led), _log(f"{started + timedelta(hours=1):%Y-%m-%dT%H:%M:%S}"))
    assert (right.result, codes(right)) == ("passed", [])
    wrong = told(tower(NOW, was_set=True, **led), _log(f"{started + timedelta(days=3):%Y-%m-%d %H:%M:%S}"))
    assert codes(wrong) == ["wrong", "change-cell"]


def test_a_date_that_no_calendar_has_falls_back_on_the_probe() -> None:
    assert told(tower(NOW), _log("2026-00-00T00:00:00")).result == "passed"
