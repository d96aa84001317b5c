"""What came of each disk, kept: a signed paper, then one record of the whole run. Only then is the job forgotten."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pcsol.commands.dialogue import moment as moments
from pcsol.commands.dialogue import saving
from pcsol.commands.wipe.conduct import around
from pcsol.commands.wipe.conduct.fault import Fault, in_words
from pcsol.commands.wipe.gathering import Gathered
from pcsol.errors import StoreError
from pcsol.judge.certificate import doubts
from pcsol.model.erasure.outcome import Erasure, SectorRange, WipeResult, WipeRun
from pcsol.model.erasure.plan import Step
from pcsol.model.papers.certificate import Certificate, NotErased
from pcsol.model.probe import Clock
from pcsol.model.reason import Reason
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
class AllKept:
    """What was kept, and all faults: those of before, and those of the keeping."""

    ends: tuple[Kept, ...]
    faults: tuple[Fault, ...]
    run: WipeRun


def keep(gathered: Gathered, ended: Sequence[Done], faults: Sequence[Fault], key: StationKey, now: Moment) -> AllKept:
    """Keep papers and a record of every end; the record's body is what `--json` prints. One that cannot be kept costs
    no other one, and nothing that goes wrong here hides an end: it stands among the faults.

    Where the medium fails, the journals stay: the same command reads the disks back again and makes the papers then.
    """
    saving.tell_of_faults()  # settings were good when the erasing began; somebody may have written in them since
    when = _settled(now)
    found = list(faults)
    judged = _judged(ended, when.clock, found)
    told = [erasure for _done, erasure in judged]
    context = around.context(gathered, told, found)
    kept: list[tuple[Done, Kept]] = []
    for one, erasure in judged:
        try:
            filed = keeping.keep(home(), erasure, around.also_told(context, one, when.clock), key)
        except Exception as err:  # noqa: BLE001  # told with all the others
            found.append(Fault.of(_path(erasure), err))
            continue
        kept.append((one, _kept(filed, erasure, one.remarks())))
    ends = tuple(end for _done, end in kept)
    body = _run(ends, found)
    tower = around.tower(gathered, [*around.names(told), *(one.name for one in found)])
    try:
        records.keep(home(), "wipe", body, tower, when)
    except Exception as err:  # noqa: BLE001  # the ends are told all the same
        paths = dict.fromkeys([*(end.result.disk for end in ends), *(one.path for one in found)])
        why = in_words(err)
        found += [Fault(path, why) for path in paths]
        return AllKept(ends, tuple(found), _run(ends, found))
    for one, end in kept:
        try:
            one.forget()
        except StoreError as err:
            found.append(Fault(end.result.disk, err))
    return AllKept(ends, tuple(found), body)


def _settled(now: Moment) -> Moment:
    """Where the records do not answer, nothing says that the clock did not go back since the last one."""
    try:
        return moments.settle(find.everything(home()), now.taken_at, now.clock, may_ask=False)
    except StoreError:
        return Moment(now.taken_at, now.clock.model_copy(update={"trusted": False}))


def _judged(ended: Sequence[Done], clock: Clock, found: list[Fault]) -> list[tuple[Done, Erasure]]:
    """Judge each end; one that cannot be judged is a fault, and costs no other one."""
    judged = []
    for one in ended:
        try:
            judged.append((one, _doubted(one.told(clock))))
        except Exception as err:  # noqa: BLE001  # told with all the others
            disk = one.last.plan.candidate.disk
            found.append(Fault.of(disk.path or disk.name, err))
    return judged


def _run(ends: tuple[Kept, ...], faults: Iterable[Fault]) -> WipeRun:
    return WipeRun(results=tuple(one.result for one in ends), errors=tuple(fault.noted() for fault in faults))


def _path(erasure: Erasure) -> str:
    disk = erasure.plan.candidate.disk
    return disk.path or disk.name


def _doubted(erasure: Erasure) -> Erasure:
    """Papers look a second time: what they do not believe is not accepted on the screen either."""
    against = doubts(erasure)
    if erasure.validation != "accepted" or not against:
        return erasure
    return erasure.model_copy(update={"validation": "repeat", "level": "none", "reasons": against})


def _kept(filed: Filed[Certificate] | Filed[NotErased], erasure: Erasure, remarks: tuple[Reason, ...]) -> Kept:
    result = WipeResult(
        disk=_path(erasure),
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
        reasons=(*erasure.reasons, *remarks),
        paper=filed.paper.to_json(),
    )
    return Kept(erasure, result, (str(filed.json), str(filed.pdf)))


def _named(steps: tuple[Step, ...]) -> str:
    return "+".join(step.technique for step in steps) or "none"


def _unerased(erasure: Erasure) -> tuple[SectorRange, ...]:
    return (*(one for step in erasure.steps for one in step.unwritten), *erasure.verification.mismatched)
