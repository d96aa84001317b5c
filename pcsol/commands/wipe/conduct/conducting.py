"""Several warrants at once, each in a thread of its own; then papers and a record for each end."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from pcsol.commands.faults import signals
from pcsol.commands.wipe.conduct import among_papers
from pcsol.commands.wipe.conduct.abreast import Heard, abreast
from pcsol.commands.wipe.conduct.fault import Fault
from pcsol.commands.wipe.conduct.keeping import Kept, keep
from pcsol.commands.wipe.conduct.telling import ProgressLines
from pcsol.commands.wipe.gathering import Gathered
from pcsol.errors import PCSolError, StoreError
from pcsol.model.erasure.outcome import WipeRun
from pcsol.model.erasure.progress import Progress
from pcsol.render.erasure.race import Race
from pcsol.report.erasure import sheets
from pcsol.store.home import home, make
from pcsol.store.papers.keys import StationKey
from pcsol.store.records import Moment
from pcsol.tools.world.world import World
from pcsol.wipe.execute.desk import Desk
from pcsol.wipe.execute.done import Done
from pcsol.wipe.execute.thaw import thaw
from pcsol.wipe.health import look
from pcsol.wipe.warrant import Warrant


@dataclass(frozen=True, slots=True)
class Signing:
    """The station's key, opened before the work whose end it signs; and what its clocks say when asked."""

    key: StationKey
    now: Callable[[], Moment]


@dataclass(frozen=True, slots=True)
class Ended:
    """Every end: those that have papers; and all that went wrong otherwise, PCSol's own faults among it. `run`: for
    --json. `signal`: what stopped the erasures, if one did."""

    ends: tuple[Kept, ...]
    faults: tuple[PCSolError, ...]
    run: WipeRun
    signal: int | None


class Follower(Protocol):
    """Whoever shows how the disks get on, in a `with` block."""

    def tell(self, progress: Progress) -> None:
        """Take the newest state of one disk, from any thread."""

    def say(self, text: str) -> None:
        """Take a sentence that must be seen."""

    def __enter__(self) -> Self:
        """Begin."""

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        """End."""


def conduct(  # the last one is for a batch alone
    world: World,
    gathered: Gathered,
    warrants: list[Warrant],
    signing: Signing,
    progress: str | None,
    follower: Follower | None = None,
) -> Ended:
    """Erase all of them side by side, keep what came of each, and return it. `follower`: instead of lines on screen."""
    place = home()
    make(place)  # a store that cannot be written is said before anything is
    untold = _untold(place, warrants)
    names = {one.identity.path: sheets.name(one.plan.candidate) for one in warrants}
    with signals.heard() as stopping:  # to the last paper
        with ProgressLines(progress) as lines, follower or Race(names) as race:
            done = _erased(world, warrants, stopping, lines, race)
        signal = stopping.number
        ended = [one for one in done if isinstance(one, Done)]
        broken = ((path, end.broken if isinstance(end, Done) else end) for path, end in zip(names, done, strict=True))
        faults = [Fault.of(path, err) for path, err in broken if err is not None]
        kept = keep(gathered, ended, faults, signing.key, signing.now())
        if signal is None and not kept.faults:
            _give_way(untold)
    return Ended(kept.ends, tuple(fault.error for fault in kept.faults), kept.run, signal)


def _untold(place: Path, warrants: list[Warrant]) -> tuple[Path, ...]:
    """What is wrong with notes or records is told by whoever needs them."""
    with suppress(PCSolError):
        return among_papers.untold(place, among_papers.jobs(place, [one.plan.candidate for one in warrants]))
    return ()


def _give_way(untold: tuple[Path, ...]) -> None:
    """Papers that a power cut kept from their record: those of now tell of the same jobs. One too many costs nothing
    that is told here."""
    with suppress(StoreError):
        among_papers.take_away(untold)


def _erased(
    world: World, warrants: list[Warrant], stopping: signals.Stopping, lines: ProgressLines, race: Follower
) -> list[Done | BaseException]:
    begin = [_not_begun(one) for one in warrants]
    heard = Heard(begin)
    for state in begin:
        lines.tell(state)

    def tell(now: Progress) -> None:
        heard.tell(now)
        lines.tell(now)
        race.tell(now)

    desk = Desk(world, home(), tell, race.say, lambda path: look(world, path), stopping.event, at_once=len(warrants))
    thaw(warrants, desk)
    return abreast(warrants, desk, heard)


def _not_begun(warrant: Warrant) -> Progress:
    size = warrant.plan.candidate.disk.size_bytes or 0
    return Progress(disk=warrant.identity.path, phase="prepare", done_bytes=0, of_bytes=size)
