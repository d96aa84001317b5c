"""A run that takes the place of one that the tower went down in does not pass as if nothing had been."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pcsol.diagnostics import journal as journals
from pcsol.diagnostics.journal import Beginning, Journal
from pcsol.judge.testing.grading import grade
from pcsol.judge.towers.standing import Erased
from pcsol.model.testing.run import TestRun
from pcsol.rounds.testing import conduct
from tests.unit.testing.benches import BOOT, bench, job, laid, probe


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The tower went down in its memory test."""
    plan = laid({"memory": [job("memory", exerts=True)], "network": [job("network")]})
    cut = Journal.begin(tmp_path, probe(), plan, Beginning(BOOT))
    cut.begins(plan.jobs["memory"], 1)
    return tmp_path


def _since(home: Path, age: timedelta) -> None:
    (file,) = (home / "test-notes").glob("*.json")
    notes = journals.Notes.model_validate_json(file.read_bytes())
    aged = notes.model_copy(update={"started_at": datetime.now(UTC) - age})
    file.write_text(aged.model_dump_json(by_alias=True), "utf-8")


def _run(home: Path, *, again: bool = False, run: str | None = "the batch's") -> TestRun:
    """A batch runs the list anew: the notes are those of another run."""
    plan = laid({"memory": [job("memory", exerts=True)], "network": [job("network")]})
    testing = conduct.Testing(home, bench(), plan, journals.look(home, probe(), plan, again=again, run=run))
    testing.run({}, lambda _now: None, run)
    assert testing.journal is not None
    now = datetime.now(UTC)
    return testing.body(testing.journal.notes, now, probe().clock, was_stopped=False)


def _results(run: TestRun) -> dict[str, tuple[str, list[str]]]:
    return {one.id: (one.result, [why.code for why in one.reasons]) for one in run.tests}


def test_what_passes_now_is_to_look_at_where_the_tower_went_down_in_it(home: Path) -> None:
    run = _run(home)
    assert (run.id, run.resumed) == ("the batch's", 0)
    assert _results(run) == {"memory": ("to-look-at", ["went-down"]), "network": ("passed", [])}
    assert grade(probe(), run, Erased(erased=0, of=0)).function == "C"


def test_begun_anew_by_a_person_nothing_is_held_against_it(home: Path) -> None:
    assert _results(_run(home, again=True))["memory"] == ("passed", [])


@pytest.mark.parametrize(
    ("age", "result"),
    [
        (timedelta(hours=23), "to-look-at"),
        (timedelta(hours=25), "passed"),  # another visit: it may have been mended
        (timedelta(days=-900), "to-look-at"),  # the clock went back with the power
    ],
)
def test_it_counts_in_the_same_visit(home: Path, age: timedelta, result: str) -> None:
    _since(home, age)
    assert _results(_run(home))["memory"][0] == result


def test_interrupted_once_more_it_is_not_forgotten(home: Path) -> None:
    plan = laid({"memory": [job("memory")], "network": [job("network")]})
    testing = conduct.Testing(home, bench(), plan, journals.look(home, probe(), plan, run="first"))
    testing.run({}, lambda _now: None, "first")  # and the power goes before its record is kept
    assert _results(_run(home, run="second"))["memory"] == ("to-look-at", ["went-down"])


def test_its_own_run_goes_on(home: Path) -> None:
    (file,) = (home / "test-notes").glob("*.json")
    mine = journals.Notes.model_validate_json(file.read_bytes()).id
    run = _run(home, run=mine)
    assert (run.id, run.resumed) == (mine, 1)
    assert _results(run)["memory"][0] == "failed"
