"""What came of each disk, kept: a signed paper, then one record of the whole run. Only then is the job forgotten."""

from collections.abc import Iterable
from dataclasses import dataclass

from pcsol import __version__
from pcsol.commands.dialogue import moment as moments
from pcsol.commands.wipe.gathering import Gathered
from pcsol.errors import StoreError
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


def keep(
    gathered: Gathered, ended: Iterable[Done], errors: tuple[WipeFault, ...], key: StationKey, now: Moment
) -> tuple[tuple[Kept, ...], WipeRun]:
    """Keep papers and a record of every end; the record's body is what `--json` prints. Raises StoreError.

    Where the medium fails, the journals stay: the same command reads the disks back again and makes the papers then.
    Those that were kept before it failed are on record all the same.
    """
    place = home()
    when = moments.settle(find.everything(place), now.taken_at, now.clock, may_ask=False)
    done = tuple(ended)
    told = [_doubted(one.told(when.clock)) for one in done]
    context = _context(gathered, told)
    kept: list[Kept] = []
    failed: StoreError | None = None
    for one, erasure in zip(done, told, strict=True):
        try:
            filed = keeping.keep(place, erasure, _also_told(context, one, when.clock), key)
        except StoreError as err:
            failed = err
            break
        kept.append(_kept(filed, erasure))
    body = WipeRun(results=tuple(one.result for one in kept), errors=errors)
    if kept:
        records.keep(place, "wipe", body, _tower(gathered, told), when)
    for one in done[: len(kept)]:
        one.forget()
    if failed is not None:
        raise failed
    return tuple(kept), body


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
        "tower": _tower(gathered, told),
        "tower_manufacturer": gathered.machine.manufacturer,
        "tower_model": gathered.machine.model,
        "custody": gathered.custody or Custody(),
        "disks_seen": _disks_seen(gathered, told),
        "hidden_storage": gathered.hidden,
        "language": "fr" if language() == "fr" else "en",
    }
    return keeping.here(home(), __version__).model_copy(update=facts)


def _tower(gathered: Gathered, told: list[Erasure]) -> TowerRef:
    """A loop device is a file, and comes from no tower."""
    if all(one.plan.candidate.kind == "loop" for one in told):
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
