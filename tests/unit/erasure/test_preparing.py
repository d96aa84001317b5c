"""A disk that does not answer has no plan, and costs no other one its own."""

import threading
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest

from pcsol.commands.wipe import preparing
from pcsol.errors import WipeRefusedError
from pcsol.model.erasure.candidate import Candidate
from pcsol.model.erasure.plan import Plan
from pcsol.wipe.warrant import authorise
from tests.unit.erasure import made

GOOD, SILENT = made.candidate(), made.candidate(name="sdb", path="/dev/sdb", serial="HANGS")
LIVE = Mock(source="live")


@pytest.fixture
def hangs(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    over = threading.Event()

    def planned(_world: object, _home: Path, candidate: Candidate, *_how: object) -> Plan:
        if candidate is SILENT:
            over.wait(60)
        return made.plan("zero", candidate=candidate)

    monkeypatch.setattr(preparing, "planned", planned)
    monkeypatch.setattr(preparing, "_SECONDS", 0.3)
    yield
    over.set()


@pytest.mark.usefixtures("hangs")
def test_the_others_get_their_plans() -> None:
    plans = dict(preparing._plans(LIVE, (SILENT, GOOD), "auto", None, None))
    assert [step.technique for step in plans["sda"].steps] == ["zero"]
    assert (plans["sdb"].steps, plans["sdb"].level) == ((), "none")
    assert [reason.code for reason in plans["sdb"].reasons] == ["no-answer"]


@pytest.mark.usefixtures("hangs")
def test_nothing_is_erased_without_a_plan() -> None:
    plans = dict(preparing._plans(LIVE, (SILENT,), "auto", None, None))
    with pytest.raises(WipeRefusedError):
        authorise(plans["sdb"], (), made.identity(SILENT), typed="HANGS")
