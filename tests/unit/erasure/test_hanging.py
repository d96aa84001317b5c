"""What is told of a disk that was given up: what its journal knows, and never more."""

from pathlib import Path
from threading import Event

import pytest

from pcsol.commands.wipe.conduct.hanging import given_up
from pcsol.errors import DiskFailedError
from pcsol.model.probe import Clock
from pcsol.wipe.execute.desk import Desk
from pcsol.wipe.execute.done import Done
from pcsol.wipe.journal import Journal
from pcsol.wipe.warrant import Warrant, authorise
from tests.unit.erasure import made

PLAN = made.plan("zero", "random", level="clear")


@pytest.fixture
def warrant() -> Warrant:
    return authorise(PLAN, (), made.identity(PLAN.candidate), typed="Z2AX1")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    said: list[str] = []
    return Desk(None, tmp_path, lambda _now: None, said.append, lambda _path: None, Event())  # type: ignore[arg-type]  # no world is asked


def test_what_was_done_before_it_hung_is_told_and_the_job_goes_on_later(warrant: Warrant, desk: Desk) -> None:
    journal = Journal.open(desk.home, PLAN.candidate)
    journal.begin(PLAN.model_copy(update={"candidate": made.candidate(name="sdq", path="/dev/sdq")}), "chacha20")
    journal.note(step=1, finished=made.done(PLAN)[:1], offset_bytes=4096, spent_seconds=7.5)
    told = given_up(warrant, desk, 900.0)
    assert isinstance(told, Done)
    erasure = told.told(Clock())
    assert (erasure.validation, erasure.level, erasure.verification.depth) == ("repeat", "none", "none")
    ends = [(step.completed, step.written_bytes, step.seconds) for step in erasure.steps]
    assert ends == [(True, None, 1.0), (False, 4096, 7.5)]
    assert erasure.plan.candidate.disk.path == "/dev/sda"  # as it is called today
    assert "15" in (erasure.steps[-1].fault or "")
    told.forget()
    assert Journal.open(desk.home, PLAN.candidate).interrupted


def test_one_that_hung_while_it_was_read_back_has_all_its_steps(warrant: Warrant, desk: Desk) -> None:
    journal = Journal.open(desk.home, PLAN.candidate)
    journal.begin(PLAN, "chacha20")
    journal.note(step=2, finished=made.done(PLAN))
    told = given_up(warrant, desk, 900.0)
    assert isinstance(told, Done)
    assert [step.completed for step in told.last.steps] == [True, True]
    assert told.told(Clock()).validation == "repeat"


def test_one_that_hung_before_anything_was_noted_was_not_begun(warrant: Warrant, desk: Desk) -> None:
    assert isinstance(given_up(warrant, desk, 900.0), DiskFailedError)
