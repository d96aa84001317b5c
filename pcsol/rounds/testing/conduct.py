"""Lay out the tests of a tower, go through them, go on with a run that was interrupted."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from pcsol.diagnostics import journal, outcomes
from pcsol.diagnostics.bench import Bench
from pcsol.diagnostics.interrupted import boot, resuming
from pcsol.diagnostics.journal import Before, Beginning, Journal
from pcsol.diagnostics.plan import Laid, lay
from pcsol.diagnostics.runner import Runner
from pcsol.diagnostics.work import Standing
from pcsol.judge.clock import ONE_VISIT
from pcsol.model.probe import Clock, Probe
from pcsol.model.profile.testing import TestProfile
from pcsol.model.reason import Reason
from pcsol.model.testing.notes import Notes
from pcsol.model.testing.run import TestRun
from pcsol.probe.sensors import look_sensors
from pcsol.tools.hand import LiveHand, NoHand
from pcsol.tools.world.world import World
from pcsol.wipe import health


@dataclass(frozen=True, slots=True)
class Ended:
    """What a run came to. `was_stopped`: a person ended it; `is_put_off`: it goes on at the next start, and has no
    record yet; `hanging`: threads that nothing ends."""

    was_stopped: bool
    is_put_off: bool
    hanging: tuple[threading.Thread, ...] = ()


@dataclass(slots=True)
class Testing:
    """The tests of one tower. `home`: where it is noted how far they are; None for a recorded machine.

    `stop`: set by whoever ends them; `is_put_off`: whether they are to go on at the next start then.
    """

    home: Path | None
    bench: Bench
    laid: Laid
    before: Before
    is_put_off: Callable[[], bool] = lambda: False
    journal: Journal | None = field(default=None, init=False)

    @classmethod
    def of(cls, world: World, probe: Probe, profile: TestProfile, home: Path, *, again: bool = False,
           run_id: str | None = None) -> Self:  # fmt: skip
        """Lay out the tests, and look whether a run of them was interrupted. Raises StoreError.

        `again`: a person wants them begun anew; `run_id`: go on with this run, and no other.
        """
        laid = lay(profile, probe)
        if world.source == "album":
            return cls(None, bench(world, probe), laid, Before())
        return cls(home, bench(world, probe), laid, journal.look(home, probe, laid, again=again, run=run_id))

    def run(self, left_out: Mapping[str, Reason], hear: Callable[[Standing], None], run_id: str | None = None) -> Ended:
        """Go through the tests, or go on with them. `left_out`: tests not to be done, by id; `run_id`: of a new run.

        Raises StoreError when it cannot be noted that they begin.
        """
        self.journal = self._opened(run_id)
        runner = Runner(self.bench, self.laid, self.journal, left_out, self.is_put_off)
        runner.run(hear)
        was_stopped = self.bench.stop.is_set()
        return Ended(was_stopped, was_stopped and self.is_put_off(), tuple(runner.hanging))

    def _opened(self, run_id: str | None) -> Journal:
        if self.before.notes is None:
            world = self.bench.world
            at = Beginning(boot.boot_id(world) if self.home else "", boot.crash_reports(world), self._went_down_in())
            return Journal.begin(self.home, self.bench.probe, self.laid, at, run_id)
        return Journal.go_on(self.home, self.resumed(self.before.notes), self.laid)

    def _went_down_in(self) -> tuple[tuple[str, ...], ...]:
        """A run that is not gone on with ends without a grade: what the tower went down in then is a finding of the one
        that takes its place, in the same visit. A clock that went back with the power makes no other visit of it."""
        earlier = self.before.ended
        if earlier is None or self.before.is_excused or datetime.now(UTC) - earlier.started_at >= ONE_VISIT:
            return ()
        return self.resumed(earlier).downs

    def resumed(self, notes: Notes) -> Notes:
        """Return the notes of an interrupted run with what this start of the machine tells of it."""
        world = self.bench.world
        return resuming.resumed(notes, boot.boot_id(world), boot.crash_text(world, notes.crash_reports))

    def body(self, notes: Notes, taken_at: datetime, clock: Clock, *, was_stopped: bool) -> TestRun:
        """Return the body of the record of these notes."""
        return outcomes.run(notes, taken_at, clock, self.bench.world.source, was_stopped=was_stopped)


def bench(world: World, probe: Probe) -> Bench:
    """Return a bench of this machine, or of a recorded one, which has no hand."""
    return Bench(
        world=world,
        hand=NoHand() if world.source == "album" else LiveHand(),
        probe=probe,
        sense=lambda: look_sensors(world).value,
        health=lambda path: health.look(world, path),
    )
