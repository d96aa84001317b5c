"""Run the tests of a plan: whatever does not stand in another's way at once, each in a thread of its own.

Everything but the tests themselves happens in the thread that calls `run`.
"""

import logging
import threading
from collections.abc import Callable, Mapping
from queue import Empty, SimpleQueue

from pcsol.diagnostics import outcomes
from pcsol.diagnostics.bench import Bench, Found, Job, StoppedError
from pcsol.diagnostics.journal import Journal
from pcsol.diagnostics.plan import Laid
from pcsol.diagnostics.schedule import schedule, seconds, startable
from pcsol.diagnostics.work import End, Standing, Work
from pcsol.errors import StoreError
from pcsol.model.reason import Reason
from pcsol.model.testing.run import Planned, Result, Tested

LOOK_SECONDS = 0.5  # between looks at whether a person ended it
PATIENCE_SECONDS = 10.0  # what was told to stop has stopped by then
# A test is given up when it has taken twice what was planned, and so much more at least.
OVER_LEAST_SECONDS = 300.0
_log = logging.getLogger(__name__)


def _deaf(_standing: Standing) -> None:
    """Nobody looks on."""


class Runner:
    """One run. `bench.stop` is set by whoever ends it. `hanging`: threads that did not end, and never may."""

    def __init__(self, bench: Bench, laid: Laid, journal: Journal, left_out: Mapping[str, Reason],
                 is_put_off: Callable[[], bool] = lambda: False,
                 over_least_seconds: float = OVER_LEAST_SECONDS) -> None:  # fmt: skip
        """`left_out`: tests that are not to be done, by id, and why. `is_put_off`: whether the stop is one after which
        the run goes on at the next start, as when the tower is switched off by its button."""
        self.hanging: list[threading.Thread] = []
        self._bench, self._journal, self._over_least = bench, journal, over_least_seconds
        self._planned = {one.id: one for one in journal.notes.plan.tests}
        self._laid, self._left_out, self._is_put_off = laid, left_out, is_put_off
        self._waiting = [laid.jobs[test] for test in self._planned if test in laid.jobs]
        self._works: list[Work] = []
        self._ends: SimpleQueue[tuple[Work, End]] = SimpleQueue()
        self._began = self._last = bench.now()
        self._before = journal.notes.seconds

    def run(self, hear: Callable[[Standing], None] = _deaf) -> None:
        """Do what is not done yet; each result is in the journal's notes. `hear` is told where it is twice a second."""
        self._settle_what_is_not_to_be_done()
        while not self._bench.stop.is_set():
            self._begin_what_may()
            if not self._at_work():
                break
            hear(self._standing())
            self._listen(LOOK_SECONDS)
            self._give_up_what_hangs()
        self._end()

    def seconds(self) -> float:
        """Return what the unattended part has taken, interruptions taken out."""
        return self._before + (self._bench.now() if self._unattended_left() else self._last) - self._began

    def _settle_what_is_not_to_be_done(self) -> None:
        done = {one.id for one in self._journal.notes.done}
        for one in self._planned.values():
            if one.id in done:
                self._drop(one.id)
            elif one.id in self._left_out:
                self._leave_out(one, self._left_out[one.id])
            elif one.id not in self._laid.jobs:
                self._leave_out(one, outcomes.not_there(), "to-look-at")

    def _begin_what_may(self) -> None:
        """Begin all that may begin; where nothing is at work and nothing may, say what stands in the way."""
        while self._waiting:
            may = startable(self._waiting, [work.job for work in self._at_work()], self._held())
            for job in may:
                self._begin(job)
            if may:
                continue
            if self._at_work():
                return
            self._leave_out_what_is_in_the_way()

    def _begin(self, job: Job) -> None:
        self._drop(job.id)
        budget = self._laid.profile.budget_minutes
        if budget and self._is_unattended(job) and not job.last and self.seconds() + job.seconds > budget * 60:
            self._leave_out(self._planned[job.id], outcomes.over_budget(budget))
            return
        try:
            self._journal.begins(job, self.seconds())
        except StoreError as err:
            if job.exerts:  # should it bring the tower down, nobody would know
                self._leave_out(self._planned[job.id], outcomes.not_noted(err.what))
                return
        work = Work(job, self._bench.now())
        self._works.append(work)
        try:
            work.start(self._bench, lambda work, end: self._ends.put((work, end)))
        except RuntimeError as err:  # no thread any more: memory is full
            self._ends.put((work, err))

    def _leave_out_what_is_in_the_way(self) -> None:
        """Those that look at what the others did come last, and may begin then."""
        others = [job for job in self._waiting if not job.last] or self._waiting
        for job in others:
            title = next((work.job.title for work in self._works if work.job.takes & job.takes), "")
            self._leave_out(self._planned[job.id], outcomes.in_the_way(title))

    def _listen(self, wait_seconds: float) -> None:
        """Take what has ended, and wait at most so long for the first of it."""
        try:
            work, end = self._ends.get(timeout=wait_seconds)
            while True:
                self._works.remove(work)
                if not work.given_up:
                    self._settle(work, end)
                work, end = self._ends.get_nowait()
        except Empty:
            return

    def _settle(self, work: Work, end: End) -> None:
        if isinstance(end, StoppedError) and self._is_put_off():
            return
        if not isinstance(end, Found | StoppedError):
            _log.error("the test %s failed", work.job.id, exc_info=end)
        self._note(outcomes.of(self._planned[work.job.id], end, self._took(work)))

    def _give_up_what_hangs(self) -> None:
        """A person may take their time; a program that takes far longer than planned does not end any more."""
        now = self._bench.now()
        for work in self._at_work():
            took, planned = now - work.began, work.job.seconds
            if self._is_unattended(work.job) and took > planned + max(planned, self._over_least):
                self._give_up(work, outcomes.too_long(took, planned), "to-look-at")

    def _give_up(self, work: Work, why: Reason, result: Result) -> None:
        work.given_up = True
        work.stop.set()
        tested = outcomes.left_out(self._planned[work.job.id], why, result)
        self._note(tested.model_copy(update={"took_seconds": self._took(work)}))

    def _took(self, work: Work) -> float:
        return round(self._bench.now() - work.began, 1)

    def _end(self) -> None:
        """Whatever is at work is told to stop, and waited for a little."""
        until = self._bench.now() + PATIENCE_SECONDS
        for work in self._works:
            work.stop.set()
        while self._works and self._bench.now() < until:
            self._listen(LOOK_SECONDS)
        if self._is_put_off():
            self._journal.pause(self.seconds())
        else:
            for work in self._at_work():
                self._give_up(work, outcomes.stopped(), "not-tested")
        self.hanging = [work.thread for work in self._works if work.thread is not None]

    def _standing(self) -> Standing:
        now = self._bench.now()
        at_work = [work for work in self._at_work() if self._is_unattended(work.job)]
        waiting = [job for job in self._waiting if self._is_unattended(job)]
        left = seconds(schedule(waiting, [(work.job, work.left(now)) for work in at_work]))
        doing = tuple(work.doing(now) for work in self._at_work())
        guided = len(at_work) < len(doing)
        return Standing(doing, outcomes.done(self._journal.notes), len(self._planned), left, guided)

    def _at_work(self) -> list[Work]:
        return [work for work in self._works if not work.given_up]

    def _held(self) -> frozenset[str]:
        return frozenset().union(*(work.job.takes for work in self._works if work.given_up))

    def _unattended_left(self) -> bool:
        jobs = (*self._waiting, *(work.job for work in self._at_work()))
        return any(self._is_unattended(job) for job in jobs)

    def _is_unattended(self, job: Job) -> bool:
        return self._planned[job.id].kind == "unattended"

    def _drop(self, test: str) -> None:
        self._waiting = [job for job in self._waiting if job.id != test]

    def _leave_out(self, planned: Planned, why: Reason, result: Result = "not-tested") -> None:
        self._drop(planned.id)
        self._note(outcomes.left_out(planned, why, result))

    def _note(self, tested: Tested) -> None:
        if tested.kind == "unattended" and tested.took_seconds is not None:
            self._last = self._bench.now()
        self._journal.ended(tested, self.seconds())
