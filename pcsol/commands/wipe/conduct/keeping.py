"""What came of each disk, kept: a signed paper, then one record of the whole run. Only then is the job forgotten."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pcsol import __version__
from pcsol.commands.dialogue import moment as moments
from pcsol.commands.faults.tell import ours
from pcsol.commands.wipe.gathering import Gathered
from pcsol.errors import PCSolError, StoreError
from pcsol.i18n import language, speaking
from pcsol.judge.certificate import doubts, seen
from pcsol.model.erasure.candidate import Candidate, Custody
from pcsol.model.erasure.outcome import Erasure, SectorRange, WipeFault, WipeResult, WipeRun
from pcsol.model.erasure.plan import Step
from pcsol.model.papers.certificate import Became, Certificate, NotErased, SeenDisk
from pcsol.model.papers.context import PaperContext
from pcsol.model.probe import Clock
from pcsol.model.record import TowerRef
from pcsol.store import find, records
from pcsol.store.home import home
from pcsol.store.papers import keeping
from pcsol.store.papers.keeping import Filed
from pcsol.store.papers.keys import StationKey
from pcsol.store.records import Moment
from pcsol.wipe.execute.done import Done


@dataclass(frozen=True, slots=True)
class Kept:
    """One disk's end, with its papers: the signed file and its PDF."""

    erasure: Erasure
    result: WipeResult
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """What went wrong with the disk at a path."""

    path: str
    error: PCSolError

    @property
    def name(self) -> str:
        """Return what the kernel calls the disk."""
        return self.path.rpartition("/")[2]

    def noted(self) -> WipeFault:
        """Return it as the record has it."""
        return WipeFault(disk=self.path, code=self.error.code, what=self.error.what, remedy=self.error.remedy)


@dataclass(frozen=True, slots=True)
class AllKept:
    """What was kept, and all faults: those of before, and those of the keeping."""

    ends: tuple[Kept, ...]
    faults: tuple[Fault, ...]
    run: WipeRun


def keep(gathered: Gathered, ended: Sequence[Done], faults: Sequence[Fault], key: StationKey, now: Moment) -> AllKept:
    """Keep papers and a record of every end; the record's body is what `--json` prints. One that cannot be kept costs
    no other one.

    Where the medium fails, the journals stay: the same command reads the disks back again and makes the papers then.
    """
    when = moments.settle(find.everything(home()), now.taken_at, now.clock, may_ask=False)
    found = list(faults)
    told = [_doubted(one.told(when.clock)) for one in ended]
    context = _context(gathered, told)
    kept: list[tuple[Done, Kept]] = []
    for one, erasure in zip(ended, told, strict=True):
        try:
            filed = keeping.keep(home(), erasure, _also_told(context, one, when.clock), key)
        except Exception as err:  # noqa: BLE001  # told with all the others
            found.append(_unkept(erasure, err))
            continue
        kept.append((one, _kept(filed, erasure)))
    ends = tuple(end for _done, end in kept)
    body = _run(ends, found)
    try:
        records.keep(home(), "wipe", body, _tower(gathered, [*_names(told), *(one.name for one in found)]), when)
    except StoreError as err:
        found += [Fault(end.result.disk, err) for end in ends]
        return AllKept(ends, tuple(found), _run(ends, found))
    for one, end in kept:
        try:
            one.forget()
        except StoreError as err:
            found.append(Fault(end.result.disk, err))
    return AllKept(ends, tuple(found), body)


def _run(ends: tuple[Kept, ...], faults: Iterable[Fault]) -> WipeRun:
    return WipeRun(results=tuple(one.result for one in ends), errors=tuple(fault.noted() for fault in faults))


def _unkept(erasure: Erasure, err: Exception) -> Fault:
    disk = erasure.plan.candidate.disk
    return Fault(disk.path or disk.name, err if isinstance(err, PCSolError) else ours(err))


def _doubted(erasure: Erasure) -> Erasure:
    """Papers look a second time: what they do not believe is not accepted on the screen either."""
    against = doubts(erasure)
    if erasure.validation != "accepted" or not against:
        return erasure
    return erasure.model_copy(update={"validation": "repeat", "level": "none", "reasons": against})


def _also_told(context: PaperContext, done: Done, clock: Clock) -> PaperContext:
    """Papers speak both languages: the erasure is judged again, word for word, in the other one."""
    with speaking("en" if language() == "fr" else "fr"):
        other = done.told(clock)
    return context.model_copy(update={"also_told": other})


def _context(gathered: Gathered, told: list[Erasure]) -> PaperContext:
    facts = {
        "tower": _tower(gathered, _names(told)),
        "tower_manufacturer": gathered.machine.manufacturer,
        "tower_model": gathered.machine.model,
        "custody": gathered.custody or Custody(),
        "disks_seen": _disks_seen(gathered, told),
        "hidden_storage": gathered.hidden,
        "language": "fr" if language() == "fr" else "en",
    }
    return keeping.here(home(), __version__).model_copy(update=facts)


def _names(told: list[Erasure]) -> list[str]:
    return [one.plan.candidate.disk.name for one in told]


def _tower(gathered: Gathered, names: Iterable[str]) -> TowerRef:
    """A loop device is a file, and comes from no tower."""
    loops = {one.disk.name for one in gathered.candidates if one.kind == "loop"}
    if loops.issuperset(names):
        return TowerRef()
    code = gathered.custody.code if gathered.custody else None
    return TowerRef(code=code, marks=gathered.identity.marks)


def _disks_seen(gathered: Gathered, told: list[Erasure]) -> tuple[SeenDisk, ...]:
    """Every disk of the machine, and the files that were erased: with what became of each."""
    by_name = {one.plan.candidate.disk.name: one for one in told}
    found = []
    for candidate in gathered.candidates:
        erased = by_name.get(candidate.disk.name)
        if candidate.kind == "loop" and erased is None:
            continue
        level = erased.level if erased else "none"
        found.append(seen(candidate, _became(candidate, erased), level))
    return tuple(found)


def _became(candidate: Candidate, erased: Erasure | None) -> Became:
    if candidate.disk.own_medium:
        return "own-medium"
    if erased is None:
        return "not-asked"
    return "erased" if erased.validation == "accepted" else "not-erased"


def _kept(filed: Filed[Certificate] | Filed[NotErased], erasure: Erasure) -> Kept:
    disk = erasure.plan.candidate.disk
    result = WipeResult(
        disk=disk.path or disk.name,
        id=erasure.plan.candidate.id or "",
        technique=_named(erasure.plan.steps),
        level=erasure.level if filed.is_certificate else "none",
        verification=erasure.verification,
        validation=erasure.validation,
        write_seconds=sum(step.seconds for step in erasure.steps),
        read_seconds=erasure.verification.seconds,
        unerased=_unerased(erasure),
        unread=erasure.verification.unread,
        certificate=str(filed.json) if filed.is_certificate else None,
        report=str(filed.pdf),
        reasons=erasure.reasons,
    )
    return Kept(erasure, result, (str(filed.json), str(filed.pdf)))


def _named(steps: tuple[Step, ...]) -> str:
    return "+".join(step.technique for step in steps) or "none"


def _unerased(erasure: Erasure) -> tuple[SectorRange, ...]:
    return (*(one for step in erasure.steps for one in step.unwritten), *erasure.verification.mismatched)
