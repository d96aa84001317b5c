"""Several warrants at once, each in a thread of its own; then papers and a record for each end."""

from collections.abc import Callable
from dataclasses import dataclass

from pcsol.commands.wipe.conduct import signals
from pcsol.commands.wipe.conduct.abreast import Heard, abreast
from pcsol.commands.wipe.conduct.keeping import Kept, keep
from pcsol.commands.wipe.conduct.telling import ProgressLines
from pcsol.commands.wipe.gathering import Gathered
from pcsol.errors import PCSolError
from pcsol.model.erasure.outcome import WipeFault, WipeRun
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
    """Every end: those that have papers, and the faults that came before anything was written. `run`: for --json."""

    ends: tuple[Kept, ...]
    faults: tuple[PCSolError, ...]
    run: WipeRun
    signal: int | None


def conduct(world: World, gathered: Gathered, warrants: list[Warrant], signing: Signing, progress: str | None) -> Ended:
    """Erase all of them side by side, keep what came of each, and return it."""
    place = home()
    make(place)  # a store that cannot be written is said before anything is
    names = {one.identity.path: sheets.name(one.plan.candidate) for one in warrants}
    heard = Heard(names)
    with signals.heard() as stopping, ProgressLines(progress) as lines, Race(names) as race:

        def tell(now: Progress) -> None:
            heard.tell(now)
            lines.tell(now)
            race.tell(now)

        desk = Desk(world, place, tell, race.say, lambda path: look(world, path), stopping.event)
        thaw(warrants, desk)
        done = abreast(warrants, desk, heard)
    faults = {one.identity.path: end for one, end in zip(warrants, done, strict=True) if isinstance(end, PCSolError)}
    errors = tuple(WipeFault(disk=at, code=e.code, what=e.what, remedy=e.remedy) for at, e in faults.items())
    ends, run = keep(gathered, [one for one in done if isinstance(one, Done)], errors, signing.key, signing.now())
    for one in done:  # PCSol's own fault on one disk costs no other disk its papers
        if isinstance(one, BaseException) and not isinstance(one, PCSolError):
            raise one
    return Ended(ends, tuple(faults.values()), run, stopping.number)
