"""The rooms of this tower, or of the album that stands for it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from pcsol.commands.batch import erasing
from pcsol.commands.dialogue import moment, pin, reception
from pcsol.commands.dialogue.arrival import Seen
from pcsol.commands.dialogue.reception import Wishes
from pcsol.commands.faults import leaving, signals
from pcsol.commands.push import sending
from pcsol.commands.test import choosing, keeping
from pcsol.commands.wipe.gathering import gather, lifted
from pcsol.diagnostics import journal as journals
from pcsol.diagnostics import outcomes
from pcsol.diagnostics.journal import Journal
from pcsol.diagnostics.work import Standing
from pcsol.errors import PostError
from pcsol.judge.identity import identify, same
from pcsol.judge.towers import standing
from pcsol.model.batch.notes import Armed
from pcsol.model.erasure.outcome import WipeRun
from pcsol.model.hardware.machine import Identity, Mark
from pcsol.model.inventory.tower import Tower
from pcsol.model.noun import Noun
from pcsol.model.probe import Probe
from pcsol.model.record import Record, TowerRef
from pcsol.model.testing.run import TestRun
from pcsol.probe import attached, network
from pcsol.probe.board import machine
from pcsol.probe.tower import tower
from pcsol.push.books import Books
from pcsol.push.visit import Visitor
from pcsol.report.labels.sheet import sheet
from pcsol.rounds.batch.board import StoppedError
from pcsol.rounds.batch.doors import Waiting
from pcsol.rounds.testing.conduct import Testing
from pcsol.store import find, medium, records
from pcsol.store import home as houses
from pcsol.store.inventories.towers import gathered
from pcsol.store.post import alone, enrolled
from pcsol.store.profiles import load_profiles
from pcsol.tools.world.world import World

LABELS = "labels"


class ThisTower:
    """`world` opens the machine anew; `loops`: loop devices that stand for its disks, in tests."""

    def __init__(self, world: Callable[[], World], home: Path, loops: frozenset[str] = frozenset()) -> None:
        """Look which tower it is, and at nothing else yet."""
        self._open, self._home, self._loops = world, home, loops
        self._journal: Journal | None = None
        here = world()
        self.marks: tuple[Mark, ...] = identify(machine.look(here).value, network.look(here).value).marks

    def look(self) -> Probe:
        """Look, and judge by the centre's own profiles."""
        shelf = load_profiles(self._home)
        found = tower(self._open(), shelf.destinations, shelf.systems)
        when = moment.settle(find.everything(self._home), found.taken_at, found.clock, may_ask=False)
        return found.model_copy(update={"taken_at": when.taken_at, "clock": when.clock})

    def code(self) -> str | None:
        """Return the code that these marks are known under here."""
        return find.code_of(find.everything(self._home), self.marks)

    def receive(self, code: str) -> None:
        """Keep that it was received, unless it was already under this code. Raises CodeTakenError or StoreError."""
        kept = find.everything(self._home)
        if any(one.kind == "intake" and one.tower.code == code for one in find.of_tower(kept, self._ref(code)).records):
            return
        wishes = Wishes(this=True, again=False, as_json=True, guided=True)
        reception.receive(self._open, code, Seen(starts=True), wishes)

    def record(self, kind: str, body: Noun, code: str | None) -> Record:
        """Make a record of this tower: its body with the moment that was settled on."""
        now = pin.moment()
        when = moment.settle(find.everything(self._home), now.taken_at, now.clock, may_ask=False)
        if kind != "probe":
            body = body.model_copy(update={"taken_at": when.taken_at, "clock": when.clock})
        settings, _fault = houses.settled(self._home)
        return records.made(kind, body, self._ref(code), when, settings)

    def _ref(self, code: str | None) -> TowerRef:
        return TowerRef(code=code, marks=self.marks)

    def tests(self, probe: Probe, profile: str, run_id: str, waiting: Waiting) -> TestRun:
        """Run the unattended tests; one that is ended goes on at the next start."""
        testing = Testing.of(self._open(), probe, choosing.of_name(profile), self._home)
        guided = {one.id: outcomes.nobody() for one in testing.laid.plan.tests if one.kind == "guided"}
        with journals.alone(self._home, probe), signals.heard() as stopping:
            testing.bench = replace(testing.bench, stop=stopping.event)
            testing.is_put_off = lambda: True

            def hear(now: Standing) -> None:
                waiting.left(now.seconds_left)
                waiting.tests(tuple((one.title, one.share, one.seconds_left) for one in now.doing))

            ended = testing.run(guided, hear, run_id)
        for thread in ended.hanging:
            leaving.without(thread)
        if ended.was_stopped:
            raise StoppedError
        assert testing.journal is not None  # noqa: S101  # for the type checker: it was run
        self._journal = testing.journal
        now = keeping.moment(testing)
        return testing.body(testing.journal.notes, now.taken_at, now.clock, was_stopped=False)

    def forget_tests(self) -> None:
        """Take the notes of the tests away, once their record is safe."""
        if self._journal is not None:
            self._journal.close()

    def disks(self) -> tuple[str, ...]:
        """Return what is typed to name each of its disks."""
        return tuple(one.id or "" for one in erasing.candidates(self._open(), self._loops))

    def trays(self) -> tuple[str, ...]:
        """Return the optical drives' paths."""
        return tuple(one.path for one in attached.look_optical(self._open()).value or () if one.path)

    def lot(self) -> str | None:
        """Return the lot of the tower's newest intake."""
        custody = gather(self._open()).custody
        return custody.lot if custody else None

    def refusals(self, disks: tuple[str, ...]) -> tuple[str, ...]:
        """Return every reason of the guard against these disks."""
        looked = gather(self._open())
        options = lifted(loop=bool(self._loops), removable=False)
        against = [looked.refusals(one, options) for one in looked.candidates if (one.id or "") in disks]
        return tuple(dict.fromkeys(refusal.text for found in against for refusal in found))

    def erase(self, armed: Armed, method: str, verify: str, waiting: Waiting) -> WipeRun:
        """Erase what a person named."""
        return erasing.erase(self._open(), armed, method, verify, waiting, self._loops)

    def is_erased(self, since: Probe) -> tuple[int | None, int | None]:
        """Count accepted erasures among the disks that were seen."""
        mine = next((one for one in gathered(self._home).towers if self._is_mine(one)), None)
        seen = (mine or Tower(key="", seen_at=datetime.now(UTC))).model_copy(update={"probe": since})
        count = standing.erased(seen)
        return count.erased, count.of

    def _is_mine(self, one: Tower) -> bool:
        return one.probe is not None and same(one.probe.identity, Identity(marks=self.marks)) is True

    def push(self) -> tuple[int, str]:
        """Send what waits. Raises NotEnrolledError."""
        here = enrolled.enrolment(self._home)
        try:
            with alone.alone(self._home):
                tally = Visitor(Books(self._home, enrolled.mark(here)), here, sending.announced).visit()
        except PostError as err:
            return 1, f"{err.what} {err.remedy}".strip()
        return tally.left, tally.why

    def label(self, code: str) -> Path:
        """Write the label as a PDF, for the next printer: PCSOL_HOME/labels/CODE.pdf. Raises StoreError."""
        folder = self._home / LABELS
        try:
            medium.make_folder(folder)
        except OSError as err:
            raise medium.not_saved(err, folder) from err
        file = folder / f"{code}.pdf"
        medium.write_whole(file, sheet([code], 1, datetime.now(UTC)))
        return file
