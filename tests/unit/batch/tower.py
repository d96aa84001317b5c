"""A recorded tower in a batch: the real rooms, but for tests that take a minute and disks that nobody may erase."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pcsol.commands.batch.rooms import ThisTower
from pcsol.judge.towers.standing import Erased
from pcsol.model.batch.notes import Armed
from pcsol.model.erasure.outcome import WipeRun
from pcsol.model.probe import Probe
from pcsol.model.profile.batch import BatchErase, BatchProfile
from pcsol.model.testing.run import Tested, TestRun
from pcsol.rounds.batch import steps
from pcsol.rounds.batch.batch import Batch
from pcsol.rounds.batch.board import Board, StoppedError
from pcsol.rounds.batch.doors import Looked, Waiting
from pcsol.rounds.batch.notes import Notes
from pcsol.rounds.batch.orders import NOBODY, Orders
from pcsol.store.profiles import load_batches
from pcsol.tools.world.album import AlbumWorld

MACHINE = Path(__file__).resolve().parents[2] / "machines" / "made-up-optiplex-7010"
CODE = "VAL-0042-D"


class RecordedTower(ThisTower):
    """`disks_erased`: which identities were erased, in order; nothing is done to any disk."""

    def __init__(self, home: Path, failed: tuple[str, ...] = (), unsure: tuple[str, ...] = ()) -> None:
        super().__init__(lambda: AlbumWorld(MACHINE), home)
        self.unsure = unsure
        self.failed, self.disks_erased, self.lots, self.against = failed, [], "Mairie", ()
        self.fault: Exception | None = None
        self.code_erased: str | None = None
        self.is_unfinished = True
        self.lacks_people = False
        self.has_disks = True

    def tests(self, probe: Probe, profile: str, run_id: str, waiting: Waiting) -> TestRun:
        waiting.tests((("memory", 0.5, 1.0),))
        found = tuple(
            Tested(
                id=name, kind="unattended", title=name, seconds=1, took_seconds=1.0,
                result="failed" if name in self.failed else "to-look-at" if name in self.unsure else "passed",
            )
            for name in ("memory", "processor", "network")
        )  # fmt: skip
        if self.lacks_people:
            nobody = Tested(id="screen", kind="guided", title="screen", seconds=1, result="not-tested")
            found = (*found, nobody)
        return TestRun(
            id=run_id, profile=profile, taken_at=datetime.now(UTC), pcsol="0", source="album", planned_seconds=3,
            seconds=3.0, tests=found,
        )  # fmt: skip

    def forget_tests(self, probe: Probe, run_id: str) -> None:
        pass

    def looked(self, code: str | None) -> Looked:
        disks = self.disks()
        return Looked(disks, self.lots, tuple((disk, text) for disk in disks for text in self.against))

    def erase(self, armed: Armed, how: BatchErase, code: str | None, waiting: Waiting) -> WipeRun:
        if self.fault is not None:
            raise self.fault
        self.disks_erased.append(armed.disks)
        self.code_erased = code
        return WipeRun(results=())

    def unfinished(self, disks: tuple[str, ...]) -> bool:
        return self.is_unfinished

    def erased(self, probe: Probe, code: str | None) -> Erased:
        return Erased(erased=1 if self.disks_erased else 0, of=1) if self.has_disks else Erased(erased=0, of=0)

    def push(self) -> tuple[int, str]:
        return 0, ""


def profile(name: str) -> BatchProfile:
    """Return a shipped profile."""
    return next(one for one in load_batches()[0] if one.id == name)


def batch(home: Path, name: str = "whole", tower: RecordedTower | None = None, orders: Orders = NOBODY) -> Batch:
    """Return a batch of this tower, begun or gone on with."""
    wanted = profile(name)
    rooms = tower or RecordedTower(home)
    found = Batch(wanted, rooms, Notes.open(home, wanted, rooms.marks, rooms.disks()), Board(), orders)
    if found.notes.kept.code is None:
        found.take_code(CODE)
    return found


def run(one: Batch) -> None:
    """Go through all its steps."""
    one.run(steps.STEPS)


def meanwhile(monkeypatch: pytest.MonkeyPatch, *done: Callable[[Batch], object]) -> None:
    """What happens each time that the batch waits; should it wait three times more, somebody ends it."""
    left = [*done, *[lambda _one: None] * 3]

    def rest(one: Batch, _seconds: float = 1.0) -> None:
        if not left:
            raise StoppedError
        left.pop(0)(one)

    monkeypatch.setattr(Batch, "rest", rest)
