"""Tests run side by side, each with a result of its own, whatever happens in it."""

import time
from pathlib import Path
from threading import Event, Timer

import pytest

from pcsol.diagnostics.bench import Bench, Found, Tell
from pcsol.diagnostics.journal import Journal
from pcsol.diagnostics.runner import Runner
from pcsol.diagnostics.schedule import PERSON
from pcsol.diagnostics.work import Standing
from pcsol.errors import FactMissingError
from pcsol.i18n import language, speaking
from tests.unit.testing.benches import bench, done, fails, job, laid, passes, rests, runner


def test_tests_that_do_not_stand_in_each_others_way_run_at_the_same_time() -> None:
    plan = laid({"memory": [job("memory", rests(0.6))], "disk-read": [job("disk-read", rests(0.6))]})
    run, journal = runner(plan)
    run.run()
    assert {one.result for one in journal.notes.done} == {"passed"}
    assert run.seconds() < 1.1


def test_two_that_take_the_same_never_run_at_the_same_time() -> None:
    at_work: list[str] = []

    def alone(_bench: Bench, _tell: Tell) -> Found:
        at_work.append("begins")
        time.sleep(0.1)
        together = at_work.count("begins") - at_work.count("ends")
        at_work.append("ends")
        return Found("passed" if together == 1 else "failed")

    takes = frozenset(("processor",))
    plan = laid(
        {"processor": [job("processor", alone, takes=takes)], "benchmark": [job("benchmark", alone, takes=takes)]}
    )
    run, journal = runner(plan)
    run.run()
    assert [one.result for one in journal.notes.done] == ["passed", "passed"]


def test_one_that_raises_is_not_testable_and_the_others_go_on(caplog: pytest.LogCaptureFixture) -> None:
    def wrong(_bench: Bench, _tell: Tell) -> Found:
        raise ZeroDivisionError("seven")

    def no_fact(_bench: Bench, _tell: Tell) -> Found:
        raise FactMissingError("/sys/nothing")

    plan = laid({"memory": [job("memory", wrong)], "sensors": [job("sensors", no_fact)], "network": [job("network")]})
    run, journal = runner(plan)
    run.run()
    found = done(journal)
    assert {one: (found[one].result, [why.code for why in found[one].reasons]) for one in found} == {
        "memory": ("not-testable", ["faulty-test"]), "sensors": ("not-testable", ["fault"]), "network": ("passed", []),
    }  # fmt: skip
    assert "seven" in found["memory"].reasons[0].text
    assert "/sys/nothing" in found["sensors"].reasons[0].text
    assert "ZeroDivisionError" in caplog.text


def test_a_person_who_ends_it_leaves_what_was_done_and_the_rest_not_tested() -> None:
    at = bench()
    takes = frozenset(("processor",))
    plan = laid({"network": [job("network", fails)], "memory": [job("memory", rests(60), takes=takes)],
                 "processor": [job("processor", takes=takes)]})  # fmt: skip
    run, journal = runner(plan, at=at)
    Timer(0.3, at.stop.set).start()
    begin = time.monotonic()
    run.run()
    assert time.monotonic() - begin < 5
    found = done(journal)
    assert found["network"].result == "failed"
    assert (found["memory"].result, found["memory"].reasons[0].code) == ("not-tested", "stopped")
    assert "processor" not in found
    assert run.hanging == []


def test_one_that_takes_far_longer_than_planned_is_given_up_and_what_it_holds_is_not_waited_for() -> None:
    wakes = Event()

    def hangs(_bench: Bench, _tell: Tell) -> Found:
        wakes.wait(30)
        return Found("passed")

    disk = frozenset(("disk.sda",))
    plan = laid({"disk-self-test": [job("disk-self-test.sda", hangs, takes=disk)],
                 "disk-read": [job("disk-read.sda", takes=disk)],
                 "kernel-log": [job("kernel-log", last=True)]})  # fmt: skip
    ticks = iter(range(0, 100_000, 20))
    run, journal = runner(plan, at=bench(lambda: float(next(ticks))))
    run.run()
    wakes.set()
    found = done(journal)
    assert (found["disk-self-test.sda"].result, found["disk-self-test.sda"].reasons[0].code) == (
        "to-look-at",
        "too-long",
    )
    assert (found["disk-read.sda"].result, found["disk-read.sda"].reasons[0].code) == ("not-tested", "in-the-way")
    assert "Disk-self-test.sda" in found["disk-read.sda"].reasons[0].text
    assert found["kernel-log"].result == "passed"
    assert [thread.name for thread in run.hanging] == ["test disk-self-test.sda"]


def test_what_would_end_after_the_budget_is_not_begun() -> None:
    takes = frozenset(("processor",))
    plan = laid({"memory": [job("memory", seconds=50, takes=takes)],
                 "processor": [job("processor", seconds=61, takes=takes)],
                 "kernel-log": [job("kernel-log", seconds=90, last=True)]}, budget_minutes=1)  # fmt: skip
    assert plan.plan.over_budget
    run, journal = runner(plan)
    run.run()
    found = done(journal)
    assert found["memory"].result == "passed"
    assert (found["processor"].result, found["processor"].reasons[0].code) == ("not-tested", "over-budget")
    assert found["kernel-log"].result == "passed", "it looks at what the others did"


def test_what_was_planned_before_an_interruption_and_is_gone_since_is_to_be_looked_at() -> None:
    was = laid({"network": [job("network")], "disk-read": [job("disk-read.sda"), job("disk-read.sdb")]})
    notes = runner(was)[1].notes
    journal = Journal.go_on(
        None, notes, now := laid({"network": [job("network")], "disk-read": [job("disk-read.sda")]})
    )
    Runner(bench(), now, journal, {}).run()
    found = done(journal)
    assert {one: found[one].result for one in found} == {
        "network": "passed", "disk-read.sda": "passed", "disk-read.sdb": "to-look-at",
    }  # fmt: skip
    assert found["disk-read.sdb"].reasons[0].code == "not-there-any-more"


def test_guided_tests_come_one_after_the_other_beside_the_unattended_ones() -> None:
    seen: list[Standing] = []
    person = frozenset({PERSON})
    plan = laid({"memory": [job("memory", rests(1.2), seconds=2)], "screen": [job("screen", rests(0.2), takes=person)],
                 "keyboard": [job("keyboard", rests(0.2), takes=person)]})  # fmt: skip
    run, journal = runner(plan)
    run.run(seen.append)
    assert [one.id for one in journal.notes.done] == ["screen", "keyboard", "memory"]
    assert seen[0].guided
    assert {doing.id for doing in seen[0].doing} == {"memory", "screen"}
    assert not seen[-1].guided
    assert 0 < seen[0].seconds_left <= 2


def test_a_test_speaks_the_language_of_whoever_started_it() -> None:
    heard: list[str] = []

    def speaks(_bench: Bench, _tell: Tell) -> Found:
        heard.append(language())
        return Found("passed")

    for wanted in ("fr", "en"):
        with speaking(wanted):
            runner(laid({"memory": [job("memory", speaks)]}))[0].run()
    assert heard == ["fr", "en"]


def test_where_it_cannot_be_noted_what_exerts_the_tower_does_not_begin(tmp_path: Path) -> None:
    home = tmp_path / "home"
    plan = laid({"network": [job("network")], "memory": [job("memory", exerts=True, takes=frozenset(("memory",)))]})
    run, journal = runner(plan, home)
    assert journal.file is not None
    journal.file.unlink()
    journal.file.parent.rmdir()  # the stick is pulled
    run.run()
    found = done(journal)
    assert found["network"].result == "passed"
    assert (found["memory"].result, found["memory"].reasons[0].code) == ("not-tested", "not-noted")
    assert journal.fault is not None


def test_waiting_costs_next_to_nothing() -> None:
    """The house: PCSol's own processor use stays under 3 % while a check program runs."""
    plan = laid({"memory": [job("memory", rests(3))], "processor": [job("processor", rests(3))]})
    run, _journal = runner(plan)
    begin, spent = time.monotonic(), time.process_time()
    run.run()
    assert time.process_time() - spent < 0.03 * (time.monotonic() - begin)


def test_what_passes_at_once_is_timed() -> None:
    run, journal = runner(laid({"memory": [job("memory", passes)]}))
    run.run()
    took = done(journal)["memory"].took_seconds
    assert took is not None
    assert took < 1
