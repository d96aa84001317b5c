"""What a step took before a power cut stands on its papers too."""

from contextlib import nullcontext
from pathlib import Path

import pytest

from pcsol.model.erasure.outcome import Canaries, SectorRange, SpeedPoint, StepOutcome, Verification
from pcsol.model.erasure.plan import Budget, Step
from pcsol.wipe.execute import way
from pcsol.wipe.execute.desk import Desk
from pcsol.wipe.execute.spent import Reading, Spent, errors_of
from pcsol.wipe.journal import Journal
from pcsol.wipe.passes.reins import Reins
from pcsol.wipe.write.written import Span, Written
from tests.unit.erasure import made
from tests.unit.erasure.made import NOON
from tests.unit.wipe.memory_disk import MemoryDisk
from tests.unit.wipe.test_journal import DISK, LEFT, begun

FIRST = (SpeedPoint(offset_bytes=0, bytes_per_second=9.0), SpeedPoint(offset_bytes=4096, bytes_per_second=8.0))
THEN = (SpeedPoint(offset_bytes=4096, bytes_per_second=7.0), SpeedPoint(offset_bytes=8192, bytes_per_second=6.0))
WRITTEN = Written(
    completed=True, stopped=False, offset_bytes=8192, written_bytes=8192, unwritten=(), speed=(), seconds=1.0, errors=1,
    error_seconds=1.0,
)  # fmt: skip
ENDED = StepOutcome(step=Step(technique="random"), started_at=NOON, seconds=5.0, completed=True, speed=THEN)


def test_seconds_and_curve_of_all_runs_are_one(pcsol_home: Path) -> None:
    journal = begun(pcsol_home)
    Spent.on(journal, 0).keep(8192, LEFT, 3600.0, FIRST, 60.0)
    again = Journal.open(pcsol_home, DISK)
    spent = Spent.on(again, 0)
    spent.keep(12288, LEFT, 4.0, THEN[:1], 1.0)
    assert again.entry is not None
    assert (again.entry.spent_seconds, again.entry.speed) == (3604.0, (FIRST[0], THEN[0]))
    assert again.entry.error_seconds == 61.0
    whole = spent.added_to(ENDED.model_copy(update={"error_seconds": 2.0}))
    assert (whole.seconds, whole.speed, whole.error_seconds) == (3605.0, (FIRST[0], *THEN), 62.0)


def test_what_bad_sectors_cost_is_counted_over_runs_steps_and_ways(pcsol_home: Path) -> None:
    cost = ENDED.model_copy(update={"error_seconds": 100.0})
    journal = begun(pcsol_home)
    assert journal.entry is not None
    journal.begin(journal.entry.plan, "chacha20", (made.attempt(journal.entry.plan, steps=(cost, cost)),))
    Spent.on(journal, 0).keep(0, (), 5.0, (), 3.0)
    first = Spent.on(journal, 0)
    assert (first.errors_before, first.errors) == (200.0, 3.0)
    journal.step_ended((cost,), Canaries())
    second = Spent.on(Journal.open(pcsol_home, DISK), 1)
    assert (second.errors_before, second.errors) == (300.0, 0.0)


def test_the_next_run_is_told_what_was_spent(pcsol_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal, spans = begun(pcsol_home), list[Span]()
    journal.keep(4096, (), 60.0, (), 42.0)
    monkeypatch.setattr(way, "overwrite", lambda _device, _stream, span, _reins: spans.append(span) or WRITTEN)
    desk = Desk(None, pcsol_home, print, print, lambda _path: None)  # type: ignore[arg-type]
    assert journal.entry is not None
    one = way.Way(journal.entry.plan, "/dev/sdz", desk, journal, lambda: None)
    outcome = one._write(MemoryDisk(bytes(8192)), Step(technique="random"))  # type: ignore[arg-type]
    assert (spans[0].error_seconds, outcome.error_seconds) == (42.0, 43.0)


def test_what_a_read_back_lost_counts_for_the_rest_of_the_job(pcsol_home: Path) -> None:
    cost = ENDED.model_copy(update={"error_seconds": 100.0})
    journal = begun(pcsol_home)
    Reading(journal).lost(30.0)
    Reading(Journal.open(pcsol_home, DISK)).lost(12.0)  # it was broken off, and goes on
    again = Journal.open(pcsol_home, DISK)
    assert again.entry is not None
    assert errors_of(again.entry) == 42.0
    again.begin(again.entry.plan, "chacha20", (made.attempt(again.entry.plan, steps=(cost,)),))
    assert errors_of(again.entry) == 142.0
    assert Spent.on(again, 0).errors_before == 142.0
    again.begin(again.entry.plan, "chacha20")  # another job
    assert errors_of(again.entry) == 0.0


def test_a_read_back_is_told_what_is_left_and_notes_what_it_loses(
    pcsol_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal, budgets = begun(pcsol_home), list[float]()
    Reading(journal).lost(300.0)
    desk = Desk(None, pcsol_home, print, print, lambda _path: None)  # type: ignore[arg-type]

    def reads(
        _device: object, _stream: object, _depth: object, reins: Reins, _ok: object, rest: Budget
    ) -> Verification:
        budgets.append(rest.error_seconds)
        reins.lost(60.0)
        desk.stop.set()
        return Verification(depth="full", passed=False)

    monkeypatch.setattr(way, "read_back", reads)
    monkeypatch.setattr(way.BlockDevice, "open", lambda _path, write: nullcontext(MemoryDisk(bytes(512))))
    assert journal.entry is not None
    way.Way(journal.entry.plan, "/dev/sdz", desk, journal, lambda: None)._verify("full")
    noted = Journal.open(pcsol_home, DISK).entry
    assert noted is not None
    assert (budgets, noted.read_error_seconds) == ([1500.0], 360.0)


@pytest.mark.parametrize(("step", "offset"), [(1, 4096), (0, 0)])
def test_a_step_that_begins_takes_nothing_from_another(pcsol_home: Path, step: int, offset: int) -> None:
    journal = begun(pcsol_home)
    journal.keep(offset, (SectorRange(first=1, last=1),) if offset else (), 3600.0, FIRST)
    assert Spent.on(journal, step).added_to(ENDED) == ENDED
