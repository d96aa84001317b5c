"""The rooms of this tower, or of the album that stands for it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from pcsol.commands.batch import erasing, since
from pcsol.commands.dialogue import moment, pin, reception
from pcsol.commands.dialogue.arrival import Seen
from pcsol.commands.dialogue.reception import Wishes
from pcsol.commands.faults import leaving, signals
from pcsol.commands.push import sending
from pcsol.commands.test import choosing, grading, keeping
from pcsol.commands.wipe.gathering import gather, lifted
from pcsol.commands.wipe.preparing import Asked
from pcsol.diagnostics import journal as journals
from pcsol.diagnostics import outcomes
from pcsol.diagnostics.work import Standing
from pcsol.errors import KeyLockedError, PostError, StoreError
from pcsol.judge.identity import identify
from pcsol.judge.towers.standing import Erased
from pcsol.model.batch.notes import Armed
from pcsol.model.erasure.candidate import Candidate
from pcsol.model.erasure.outcome import WipeRun
from pcsol.model.hardware.machine import Mark
from pcsol.model.noun import Noun
from pcsol.model.probe import Probe
from pcsol.model.profile.batch import BatchErase
from pcsol.model.record import Record, TowerRef
from pcsol.model.testing.run import Tested, TestRun
from pcsol.probe import attached, network
from pcsol.probe.board import machine
from pcsol.probe.tower import tower
from pcsol.push.books import Books
from pcsol.push.visit import Visitor
from pcsol.report.labels.facts import Facts
from pcsol.report.labels.sheet import sheet
from pcsol.rounds.batch.board import StoppedError
from pcsol.rounds.batch.doors import Looked, Waiting
from pcsol.rounds.testing.conduct import Testing
from pcsol.store import find, medium, records
from pcsol.store import home as houses
from pcsol.store.inventories import towers
from pcsol.store.papers.keys import AskPin, StationKey, station_key
from pcsol.store.post import alone, enrolled
from pcsol.store.profiles import load_profiles
from pcsol.tools.kernel import live_medium
from pcsol.tools.kernel.storage import mounts
from pcsol.tools.world.world import World

LABELS = "labels"


class ThisTower:
    """`world` opens the machine anew; `loops`: loop devices that stand for its disks, in tests; `again`: a person wants
    all begun anew."""

    def __init__(
        self, world: Callable[[], World], home: Path, loops: frozenset[str] = frozenset(), *, again: bool = False
    ) -> None:
        """Look which tower it is, and at nothing else yet."""
        self._open, self._home, self._loops, self._again = world, home, loops, again
        self._key: StationKey | None = None
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
        now = moment.now()
        when = moment.settle(find.everything(self._home), now.taken_at, now.clock, may_ask=False)
        if kind != "probe":
            body = body.model_copy(update={"taken_at": when.taken_at, "clock": when.clock})
        settings, _fault = houses.settled(self._home)
        return records.made(kind, body, self._ref(code), when, settings)

    def _ref(self, code: str | None) -> TowerRef:
        return TowerRef(code=code, marks=self.marks)

    def tests(self, probe: Probe, profile: str, run_id: str, waiting: Waiting) -> TestRun:
        """Run the unattended tests; one that is ended goes on at the next start."""
        testing = self._testing(probe, profile, run_id)
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
        now = keeping.moment(testing)
        return testing.body(testing.journal.notes, now.taken_at, now.clock, was_stopped=False)

    def _testing(self, probe: Probe, profile: str, run_id: str) -> Testing:
        """Lay the tests out. A run of another command, or of another day, is kept as a record, and not gone on with."""
        wanted = choosing.of_name(profile)
        testing = Testing.of(self._open(), probe, wanted, self._home, again=self._again, run_id=run_id)
        if testing.home is not None:
            keeping.keep_earlier(testing, may_ask=False)
        return testing

    def forget_tests(self, probe: Probe, run_id: str) -> None:
        """Take the notes of this run away. Raises StoreError."""
        journals.forget(self._home, probe, run_id)

    def guided(self) -> tuple[Tested, ...]:
        """Return what tests with a person found within a day, the newest of each."""
        return grading.guided(find.of_tower(find.everything(self._home), self._ref(None)).records)

    def disks(self) -> tuple[str, ...]:
        """Return what is typed to name each of its disks."""
        return _names(erasing.own(gather(self._open()), self._loops))

    def trays(self) -> tuple[str, ...]:
        """Return the optical drives whose tray may be opened: not one that the system runs from, nor one whose disc is
        mounted; none where nobody can tell."""
        world = self._open()
        mounted, live = mounts.read(world), live_medium.read(world)
        if mounted is None:
            return ()
        numbers = {one.number for one in mounted}
        found = (one.path for one in attached.look_optical(world).value or () if one.path)
        return tuple(path for path in found if _number(path) not in numbers and path != f"/dev/{live and live.disk}")

    def looked(self, code: str | None) -> Looked:
        """Look once: the disks, the guard's reasons, the lot of the newest intake, and whether papers can be signed."""
        found = gather(self._open(), code)
        options = lifted(loop=bool(self._loops), removable=False)
        refusals = [(one.id or "", reason.text) for one in found.candidates for reason in found.refusals(one, options)]
        lot = found.custody.lot if found.custody else None
        fault = self._why_unsigned()
        unsigned = f"{fault.what} {fault.remedy}".strip() if fault is not None else ""
        return Looked(_names(erasing.own(found, self._loops)), lot, tuple(refusals), unsigned)

    def locked(self) -> bool:
        """Tell whether only a PIN is missing to sign papers."""
        return isinstance(self._why_unsigned(), KeyLockedError)

    def _why_unsigned(self) -> KeyLockedError | StoreError | None:
        try:
            self.key()
        except (KeyLockedError, StoreError) as err:
            return err
        return None

    def unlock(self, ask: AskPin) -> None:
        """Open the key that signs papers. Raises KeyLockedError, StoreError."""
        self._key = station_key(self._home, ask)

    def unfinished(self, disks: tuple[str, ...]) -> bool:
        """Tell whether an erasure of one of these disks was begun and never closed. Raises JournalFaultyError."""
        return bool(erasing.begun(erasing.own(gather(self._open()), self._loops), disks))

    def erase(self, armed: Armed, how: BatchErase, code: str | None, waiting: Waiting) -> WipeRun:
        """Erase what a person named."""
        asked = Asked((), how.method, how.verify, allow_loop=bool(self._loops), tower=code)
        return erasing.erase(self._open(), armed, asked, waiting, self.key(), self._loops)

    def key(self) -> StationKey:
        """Return the key that signs papers; nobody is asked for its PIN. Raises KeyLockedError, StoreError."""
        if self._key is None:
            self._key = pin.station_key(self._home, None, may_ask=False)
        return self._key

    def erased(self, probe: Probe, code: str | None) -> Erased:
        """Count accepted erasures among the disks that were seen, of this visit or with nothing on the disk since."""
        found = towers.erased(find.everything(self._home), self._ref(code), probe, self._home)
        return since.still(found, probe, self._open(), datetime.now(UTC))

    def push(self) -> tuple[int, str]:
        """Send what waits. Raises NotEnrolledError."""
        here = enrolled.enrolment(self._home)
        try:
            with alone.alone(self._home):
                tally = Visitor(Books(self._home, enrolled.mark(here)), here, sending.announced).visit()
        except PostError as err:
            return 1, f"{err.what} {err.remedy}".strip()
        return tally.left, tally.why

    def label(self, code: str, facts: Facts) -> Path:
        """Write the label as a PDF, for the next printer: PCSOL_HOME/labels/CODE.pdf. Raises StoreError."""
        folder = self._home / LABELS
        try:
            medium.make_folder(folder)
        except OSError as err:
            raise medium.not_saved(err, folder) from err
        file = folder / f"{code}.pdf"
        medium.write_whole(file, sheet([code], 1, datetime.now(UTC), facts={code: facts}))
        return file


def _number(drive: str) -> str:
    """/dev/sr1 is 11:1 (Documentation/admin-guide/devices.txt)."""
    return f"11:{drive.removeprefix('/dev/sr')}"


def _names(disks: Iterable[Candidate]) -> tuple[str, ...]:
    """What is typed to name each of them."""
    return tuple(one.id or "" for one in disks)
