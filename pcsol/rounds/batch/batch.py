"""The batch: each step asks what is there already, does what is not, and is written down before and after."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from pcsol.errors import PCSolError, StoreError
from pcsol.i18n import _
from pcsol.judge.testing.grading import to_look_at, with_people
from pcsol.model.batch.notes import BatchRun, StepState
from pcsol.model.probe import Probe
from pcsol.model.profile.batch import BatchProfile, BatchStep
from pcsol.model.record import Record
from pcsol.model.testing.grade import Grading
from pcsol.model.testing.run import TestRun
from pcsol.rounds.batch.board import Board, StoppedError
from pcsol.rounds.batch.doors import Rooms
from pcsol.rounds.batch.notes import Notes
from pcsol.rounds.batch.orders import NOBODY, Orders
from pcsol.store import find

# How a step ended, and what came of it in one sentence.
Ended = tuple[StepState, str]
_TRY_AGAIN_SECONDS = 2.0


@dataclass(slots=True)
class Batch:
    """One tower's way through a profile. `orders`: what the hub wants of this tower; NOBODY where there is none."""

    profile: BatchProfile
    rooms: Rooms
    notes: Notes
    board: Board
    orders: Orders = NOBODY
    _probe: Probe | None = field(default=None, init=False)
    _tests: TestRun | None = field(default=None, init=False)

    def run(self, steps: "dict[BatchStep, Callable[[Batch], Ended]]") -> BatchRun:
        """Do all that is not done, and return what is noted. Raises StoppedError when a person ends it.

        A step that fails keeps no later one from being done, but for the inventory: nothing may be done to a tower that
        nobody could look at. The next start tries again what failed.
        """
        self.board.code = self.notes.kept.code
        try:
            self._go_through(steps)
        except (StoppedError, KeyboardInterrupt):
            self._take_back()
            raise
        return self._told()

    def _go_through(self, steps: "dict[BatchStep, Callable[[Batch], Ended]]") -> None:
        for step in self.profile.in_order:
            self.take_typed()
            if not self.notes.is_to_do(step):
                continue
            if self._done(step, steps[step]) == "failed" and step == "inventory":
                break
        self.take_typed()

    def _take_back(self) -> None:
        """A person ended it, wherever it was: no erasure goes on by itself after that.

        X is heard twice, as a wish and as Ctrl-C, and the second may come while this is being written.
        """
        self.board.armed = None
        for _time in range(2):
            with suppress(KeyboardInterrupt, StoreError):
                if self.notes.kept.armed is not None:
                    self.notes.arm(None)

    def _done(self, step: BatchStep, do: "Callable[[Batch], Ended]") -> StepState:
        if self.notes.kept.of(step).state in {"failed", "left-out"}:
            self.until_kept(lambda: self.notes.anew_after(step))
        self.board.begin(step)
        began = time.monotonic()
        self.noted(step, state="doing")
        try:
            state, text = do(self)
        except StoreError:
            raise
        except PCSolError as err:
            state, text = "failed", f"{err.what} {err.remedy}".strip()
        self.noted(step, state=state, text=text, took_seconds=round(time.monotonic() - began, 1))
        return state

    def noted(self, step: BatchStep, **changes: object) -> None:
        """Note it; a medium that takes no notes is said, and waited for."""
        self.until_kept(lambda: self.notes.step(step, **changes))

    def until_kept(self, write: Callable[[], object]) -> None:
        """Write, and while the medium does not take it, say so and try again. Raises StoppedError."""
        while True:
            try:
                write()
            except StoreError as err:
                self.board.need("medium", f"{err.what} {err.remedy}".strip())
                self.board.rest(_TRY_AGAIN_SECONDS)
                continue
            self.board.met("medium")
            return

    def take_typed(self, *, however_fresh: bool = True) -> None:
        """A sticker's code that was typed or scanned meanwhile: it is taken once, and never changes."""
        typed = self.board.takes_typed(however_fresh=however_fresh)
        if typed is None:
            return
        is_news = typed != self.board.code
        try:
            if is_news:
                self.take_code(typed)
        finally:
            self.board.taken()
        if is_news and self.board.code == typed:
            self.say_where_a_code_is_changed()

    def say_where_a_code_is_changed(self) -> None:
        """Records are kept under it and perhaps sent: they are evidence, and stay as they are."""
        text = _(
            "{code} is kept, and does not change here any more. If it is wrong, a technician changes it on the tower’s "
            "page at the server."
        )
        self.board.answer(text.format(code=self.board.code))

    def take_code(self, typed: str) -> None:
        """Take a code, or say why not."""
        if self.board.code is not None:
            text = _(
                "This tower is {code}; a code never changes here. {typed} was not taken. If {code} is wrong, change it "
                "on the tower’s page at the server."
            )
            self.board.answer(text.format(code=self.board.code, typed=typed))
            return
        try:
            self.rooms.receive(typed)
        except PCSolError as err:
            self.board.answer(f"{err.what} {err.remedy}".strip())
            return
        self.until_kept(lambda: self.notes.code(typed))
        self.board.code = typed
        self.board.met("code")

    def rest(self, seconds: float = 1.0) -> None:
        """Wait, and take a code that is typed meanwhile, once its person had a moment to see it.

        Raises StoppedError.
        """
        self.board.rest(seconds)
        self.take_typed(however_fresh=False)

    @property
    def probe(self) -> Probe:
        """The look of this batch, from its record where it was kept by an earlier start."""
        if self._probe is None:
            self._probe = find.body(self._kept("inventory"), Probe)
        return self._probe

    @probe.setter
    def probe(self, probe: Probe) -> None:
        self._probe = probe

    @property
    def tests(self) -> TestRun | None:
        """The tests of this batch; None: there were none."""
        if self._tests is None and "tests" in self.profile.steps and self.notes.kept.of("tests").record:
            self._tests = find.body(self._kept("tests"), TestRun)
        return self._tests

    @tests.setter
    def tests(self, run: TestRun) -> None:
        self._tests = run

    @property
    def tests_and_people(self) -> TestRun | None:
        """The tests of the batch, and for those that need a person what `pcsol test` found in this visit."""
        return None if self.tests is None else with_people(self.tests, self.rooms.guided())

    def _kept(self, step: BatchStep) -> Record:
        number = self.notes.kept.of(step).record
        found = next((one for one in find.everything(self.notes.home).records if one.id == number), None)
        if found is None:
            raise PCSolError(
                _("The record of this step is not on the medium any more."),
                remedy=_("Begin anew: `pcsol batch --again`."),
            )
        return found

    def _unerased(self) -> int | None:
        if not self.notes.kept.of("inventory").record:
            return None
        with suppress(PCSolError):  # its record is gone from the medium: not known
            found = self.rooms.erased(self.probe, self.board.code)
            return None if found.of is None or found.erased is None else found.of - found.erased
        return None

    def _to_look_at(self) -> tuple[str, ...] | None:
        with suppress(PCSolError):  # as above
            tests = self.tests_and_people
            return tuple(one.id for one in to_look_at(tests)) if tests else ()
        return None

    def _told(self) -> BatchRun:
        kept = self.notes.kept
        graded: Grading | None = None
        if "record" in self.profile.steps and kept.of("record").record:
            graded = find.body(self._kept("record"), Grading)
        return BatchRun(
            id=kept.id, profile=kept.profile, code=kept.code, starts=kept.starts, steps=kept.steps,
            label=graded.label if graded else None, function=graded.function if graded else None,
            look=graded.look if graded else None, destination=graded.destination if graded else None,
            to_look_at=self._to_look_at(), unerased=self._unerased(),
        )  # fmt: skip
