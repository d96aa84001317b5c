"""Spend a warrant: look again, open what is hidden, try one way after the other until one is effective."""

from dataclasses import dataclass
from functools import partial

from pcsol.errors import FactError, PCSolError, StoreError, WipeError
from pcsol.i18n import _
from pcsol.model.erasure.attempt import Attempt
from pcsol.model.erasure.hidden import HiddenAreas
from pcsol.model.erasure.journal import CipherName
from pcsol.model.erasure.plan import Plan
from pcsol.model.hardware.disk import Disk
from pcsol.tools.block.device import BlockDevice
from pcsol.tools.block.stream import quicker_cipher
from pcsol.wipe.execute import cut_off
from pcsol.wipe.execute.alone import alone_on, tower_awake
from pcsol.wipe.execute.desk import Desk
from pcsol.wipe.execute.done import Done
from pcsol.wipe.execute.ready import opened, still_locked
from pcsol.wipe.execute.way import Way
from pcsol.wipe.identity import Identity, demand, read
from pcsol.wipe.journal import Journal
from pcsol.wipe.validate import validate
from pcsol.wipe.warrant import Warrant


def erase(warrant: Warrant, desk: Desk) -> Done:
    """Erase one disk by the plan of its warrant, and by its fallbacks where one was not effective.

    Raises PCSolError for whatever is wrong before anything was written; from then on every end is a `Done`, a fault of
    PCSol's own too. So is a disk that an earlier run began, and that is locked since.
    Until its papers are kept (`Done.forget`) no other run gets the disk.
    """
    plan, identity = warrant.spend(), warrant.identity
    alone = alone_on(identity.path, plan.candidate, desk.home)
    try:
        with tower_awake(identity.path, desk.home):
            done = _erased(plan, identity, desk)
    except BaseException:
        alone.release()
        raise
    if done.last.interrupted:  # whoever takes it up may do so at once
        alone.release()
    done.journal.when_closed = alone.release
    return done


def _erased(plan: Plan, identity: Identity, desk: Desk) -> Done:
    demand(desk.world, identity)
    with BlockDevice.open(identity.path, write=True):
        pass  # a disk that something else holds is refused here, before notes of it are touched
    before = desk.look(identity.path)
    locked = still_locked(plan, identity, desk)
    if locked is not None:
        return locked
    hidden = opened(plan, identity, desk)
    if hidden is not None and hidden.size_bytes is not None:
        demand(desk.world, identity, resized=True)
        identity = read(desk.world, identity.path)
        plan = resized(plan, hidden.size_bytes)
    journal = Journal.open(desk.home, plan.candidate)
    journal.when_unkept = partial(desk.say_unkept, identity.path)
    if hidden is not None and journal.entry is not None:
        hidden = hidden.after(journal.entry.hidden)
    return _Case(plan, identity, desk, journal, hidden, before).tried()


@dataclass(frozen=True, slots=True)
class _Case:
    """One disk, ready to be erased."""

    plan: Plan
    identity: Identity
    desk: Desk
    journal: Journal
    hidden: HiddenAreas | None
    before: Disk | None

    def tried(self) -> Done:
        """Go through the ways. An interrupted one is taken up where it was."""
        ways = (self.plan, *self.plan.fallbacks)
        number, attempts = self._begun(ways)
        try:
            return self._one_after_the_other(ways, number, attempts)
        except Exception as err:  # noqa: BLE001  # something was written: this disk has its report, whatever happens
            return self._broken_off(err)

    def _one_after_the_other(self, ways: tuple[Plan, ...], number: int, attempts: list[Attempt]) -> Done:
        while True:
            has_another = number + 1 < len(ways)
            attempts.append(self._attempt(ways[number], more_ways=has_another))
            entry = self.journal.entry
            has_our_password = entry is not None and entry.ata_password is not None  # no other way while it may lock
            if has_our_password or not has_another or validate(attempts[-1]).validation != "escalate":
                return Done(tuple(attempts), entry.resumed if entry else 0, self.journal)
            number += 1
            try:
                resumed, before = (entry.resumed, entry.before) if entry else (0, self.before)
                self.journal.begin(ways[number], self._cipher(), tuple(attempts), resumed, before, self.hidden)
            except StoreError as err:  # what was tried is told; the same command tries again
                broken_off = attempts.pop().model_copy(update={"interrupted": True, "fault": err.what})
                return Done((*attempts, broken_off), entry.resumed if entry else 0, self.journal)

    def _broken_off(self, err: Exception) -> Done:
        """What the journal says is what is known for sure. Raises the error where nothing was begun."""
        entry = self.journal.entry
        if entry is None:
            raise err
        why = err.what if isinstance(err, PCSolError) else _("PCSol failed: what this disk holds is not known.")
        tried = cut_off.attempts(entry, self.plan.candidate.disk, why, self.desk.now())
        return Done(tried, entry.resumed, self.journal, broken=err)

    def _begun(self, ways: tuple[Plan, ...]) -> tuple[int, list[Attempt]]:
        """Begin, or go on. Return the way, and what was tried before it in the same job.

        A noted way that has none before it was the first of its plan, and goes on only as the first: else a lesser way
        would stand in for the best one. A better one that was not tried, for it could not be then, comes first as well.
        """
        entry = self.journal.entry
        tried = entry.earlier if entry else ()
        number = next((n for n, way in enumerate(ways) if not _is_among(way, tried)), 0)
        before = (entry.before if entry else None) or self.before
        if entry is not None and bool(number) == bool(tried) and _does_the_same(ways[number], entry.plan):
            self.journal.note(resumed=entry.resumed + 1, before=before, hidden=self.hidden)
        elif entry is not None and number:  # the same job, though not the way that was noted
            self.journal.begin(ways[number], self._cipher(), tried, entry.resumed + 1, before, self.hidden)
        else:
            tried = ()
            self.journal.begin(ways[0], self._cipher(), before=self.before, hidden=self.hidden)
        return number, list(tried)

    def _attempt(self, plan: Plan, *, more_ways: bool) -> Attempt:
        started = self.desk.now()
        way = Way(plan, self.identity.path, self.desk, self.journal, lambda: demand(self.desk.world, self.identity))
        try:
            way.go()
        except WipeError as err:  # somebody took the disk between two ways
            way.fault = err.what
        entry = self.journal.entry
        return Attempt(
            plan=plan,
            started_at=entry.started_at if entry else started,
            ended_at=self.desk.now(),
            steps=tuple(way.steps),
            verification=way.verification,
            hidden=self.hidden,
            before=entry.before if entry else self.before,
            # Whoever opened a drive at work would wait in the kernel, past every signal, for what may be hours.
            after=None if way.is_at_work else self.desk.look(self.identity.path),
            more_ways=more_ways,
            interrupted=way.interrupted,
            fault=way.fault,
        )

    def _cipher(self) -> CipherName:
        try:
            return quicker_cipher(self.desk.world.read("/proc/cpuinfo"))
        except FactError:
            return "chacha20"


def _does_the_same(one: Plan, other: Plan) -> bool:
    """Times and sentences may differ; what is done may not."""
    return [(step.technique, step.pattern_hex) for step in one.steps] == [
        (step.technique, step.pattern_hex) for step in other.steps
    ]


def _is_among(way: Plan, tried: tuple[Attempt, ...]) -> bool:
    return any(_does_the_same(way, one.plan) for one in tried)


def resized(plan: Plan, size_bytes: int) -> Plan:
    """Return the plan, and its fallbacks, for the size that the disk shows now."""
    disk = plan.candidate.disk.model_copy(update={"size_bytes": size_bytes})
    candidate = plan.candidate.model_copy(update={"disk": disk})
    fallbacks = tuple(resized(one, size_bytes) for one in plan.fallbacks)
    return plan.model_copy(update={"candidate": candidate, "fallbacks": fallbacks})
