"""What stands around an erasure on its papers: tower, station, and what became of every other disk."""

from collections.abc import Iterable, Sequence

from pcsol import __version__
from pcsol.commands.wipe.conduct.fault import Fault
from pcsol.commands.wipe.gathering import Gathered
from pcsol.errors import DiskBusyError, WipeRefusedError
from pcsol.i18n import language, speaking
from pcsol.judge.certificate import seen
from pcsol.model.erasure.candidate import Candidate, Custody
from pcsol.model.erasure.outcome import Erasure
from pcsol.model.papers.certificate import Became, SeenDisk
from pcsol.model.papers.context import PaperContext
from pcsol.model.probe import Clock
from pcsol.model.record import TowerRef
from pcsol.store.home import home
from pcsol.store.papers import keeping
from pcsol.wipe.execute.done import Done

_UNTOUCHED = (WipeRefusedError, DiskBusyError)  # of the others, an earlier run may have touched the disk


def also_told(context: PaperContext, done: Done, clock: Clock) -> PaperContext:
    """Papers speak both languages: the erasure is judged again, word for word, in the other one."""
    with speaking("en" if language() == "fr" else "fr"):
        other = done.told(clock)
    return context.model_copy(update={"also_told": other})


def context(gathered: Gathered, told: list[Erasure], faults: Sequence[Fault]) -> PaperContext:
    """Return what every paper of this run says besides its own erasure."""
    facts = {
        "tower": tower(gathered, names(told)),
        "tower_manufacturer": gathered.machine.manufacturer,
        "tower_model": gathered.machine.model,
        "custody": gathered.custody or Custody(),
        "disks_seen": _disks_seen(gathered, told, faults),
        "hidden_storage": gathered.hidden,
        "language": "fr" if language() == "fr" else "en",
    }
    return keeping.here(home(), __version__).model_copy(update=facts)


def names(told: list[Erasure]) -> list[str]:
    """Return what the kernel calls these disks."""
    return [one.plan.candidate.disk.name for one in told]


def tower(gathered: Gathered, names: Iterable[str]) -> TowerRef:
    """A loop device is a file, and comes from no tower."""
    loops = {one.disk.name for one in gathered.candidates if one.kind == "loop"}
    if loops.issuperset(names):
        return TowerRef()
    code = gathered.custody.code if gathered.custody else None
    return TowerRef(code=code, marks=gathered.identity.marks)


def _disks_seen(gathered: Gathered, told: list[Erasure], faults: Sequence[Fault]) -> tuple[SeenDisk, ...]:
    """Every disk of the machine, and the files that were erased: with what became of each."""
    by_name = {one.plan.candidate.disk.name: one for one in told}
    wrong = {one.name: one for one in faults}
    found = []
    for candidate in gathered.candidates:
        erased, fault = by_name.get(candidate.disk.name), wrong.get(candidate.disk.name)
        if candidate.kind == "loop" and erased is None and fault is None:
            continue
        level = erased.level if erased else "none"
        found.append(seen(candidate, _became(candidate, erased, fault), level))
    return tuple(found)


def _became(candidate: Candidate, erased: Erasure | None, fault: Fault | None) -> Became:
    """A disk that was asked for is never "not asked", whatever kept PCSol from it."""
    if candidate.disk.own_medium:
        return "own-medium"
    if erased is not None:
        return "erased" if erased.validation == "accepted" else "not-erased"
    if fault is not None:
        return "refused" if isinstance(fault.error, _UNTOUCHED) else "not-erased"
    return "not-asked"
