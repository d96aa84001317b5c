"""A run that is killed, for real, at every one of its steps: the next start goes on and comes to the same results."""

import multiprocessing
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from pcsol.diagnostics import journal as journals
from pcsol.diagnostics import outcomes
from pcsol.diagnostics.bench import Bench, Found, Tell
from pcsol.diagnostics.interrupted.resuming import resumed
from pcsol.diagnostics.journal import Beginning, Journal
from pcsol.diagnostics.plan import Laid
from pcsol.diagnostics.runner import Runner
from pcsol.model.testing.run import Tested
from pcsol.store import medium
from tests.unit.testing.benches import ANOTHER_BOOT, BOOT, bench, fails, job, laid, passes

_MOST_STEPS = 60


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def _plan(home: Path, *, dies: bool = False) -> Laid:
    """`dies`: the memory test takes the process with it, as a weak tower's would take the tower."""

    def falls(_bench: Bench, _tell: Tell) -> Found:
        if dies and not (home / "fell").exists():
            (home / "fell").touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return Found("passed")

    heat = frozenset(("processor",))
    return laid({"network": [job("network", fails)], "memory": [job("memory", falls, takes=heat, exerts=True)],
                 "processor": [job("processor", passes, takes=heat, exerts=True)],
                 "kernel-log": [job("kernel-log", last=True)]})  # fmt: skip


def _run(home: Path, plan: Laid, boot: str) -> Journal:
    """As the command does it: look, go on or begin, run to the end."""
    at = bench()
    notes = journals.look(home, at.probe, plan).notes
    journal = (
        Journal.begin(home, at.probe, plan, Beginning(boot))
        if notes is None
        else Journal.go_on(home, resumed(notes, boot), plan)
    )
    Runner(at, plan, journal, {}).run()
    return journal


def _killed_at(step: int, home: Path, plan: Laid) -> bool:
    """Run in a process of its own that is killed before it writes for the so-many-th time, or just after (odd ones).

    Return whether it was; a run that has fewer steps comes to its end.
    """

    def child() -> None:
        write, count = medium.write_whole, iter(range(0, 1000, 2))

        def until_killed(file: Path, content: bytes, mode: int = 0o666) -> None:
            now = next(count)
            if now == step:
                os.kill(os.getpid(), signal.SIGKILL)
            write(file, content, mode)
            if now + 1 == step:
                os.kill(os.getpid(), signal.SIGKILL)

        medium.write_whole = until_killed  # type: ignore[assignment]  # in this process alone
        _run(home, plan, BOOT)

    process = multiprocessing.get_context("fork").Process(target=child)
    process.start()
    process.join(60)
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode != 0


def _results(tests: tuple[Tested, ...]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.id, one.result, tuple(why.code for why in one.reasons)) for one in tests]


def _steps(home: Path, plan: Laid) -> Iterator[Path]:
    """Give a home whose run was killed, for each step at which it can be."""
    for step in range(_MOST_STEPS):
        here = home.with_name(f"home-{step}")
        if not _killed_at(step, here, plan):
            assert step >= 2 * len(plan.jobs), "it has fewer steps than tests"
            return
        yield here
    pytest.fail("it never comes to its end")


def test_killed_at_any_step_the_next_start_comes_to_the_same_results(home: Path) -> None:
    plan = _plan(home)
    wanted = _results(outcomes.in_order(_run(home, plan, BOOT).notes))
    assert [result for _id, result, _why in wanted] == ["failed", "passed", "passed", "passed"]
    for here in _steps(home, plan):
        journal = _run(here, plan, BOOT)
        assert _results(outcomes.in_order(journal.notes)) == wanted, here.name
        journal.close()
        assert journals.look(here, bench().probe, plan).notes is None


def test_when_the_tower_went_down_at_any_step_only_what_exerted_it_just_then_has_failed(home: Path) -> None:
    plan = _plan(home)
    wanted = dict.fromkeys(plan.jobs, 0)
    for here in _steps(home, plan):
        notes = journals.look(here, bench().probe, plan).notes
        going = {one.id: one.exerts for one in notes.going} if notes else {}
        tests = {one.id: one for one in outcomes.in_order(_run(here, plan, ANOTHER_BOOT).notes)}
        assert {one.id for one in tests.values() if one.interrupted} == set(going)
        assert all(tests[one].result == "failed" for one, exerts in going.items() if exerts)
        assert tests["network"].reasons[0].code == "stuck-bit"
        assert tests["kernel-log"].result == ("to-look-at" if "kernel-log" in going else "passed")
        for one in going:
            wanted[one] += 1
    assert all(wanted.values()), "each was met while it went on"


def test_a_test_that_takes_the_tower_down_is_itself_the_finding_and_the_run_goes_on_behind_it(home: Path) -> None:
    plan = _plan(home, dies=True)
    home.mkdir()
    assert _killed_at(_MOST_STEPS * 10, home, plan), "it took the process with it"
    tests = {one.id: one for one in outcomes.in_order(_run(home, plan, ANOTHER_BOOT).notes)}
    assert (tests["memory"].result, tests["memory"].reasons[0].code) == ("failed", "went-down")
    assert tests["processor"].result == "passed"
