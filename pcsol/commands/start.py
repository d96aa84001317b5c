"""`pcsol start`: the guided menu of the live medium."""

import gc
import os
import sys
from contextlib import redirect_stderr
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from pcsol.commands import context
from pcsol.errors import AnswerNeededError, PCSolError
from pcsol.i18n import N_, _, language, speaking

if TYPE_CHECKING:
    from pcsol.rounds.doors import Cabinet, Tower
    from pcsol.rounds.start import Round
    from pcsol.rounds.workshop.tower import Menu
    from pcsol.store.live.keeper import Keeper

HELP = N_(
    "Guide a visit of this tower with a few keys: look at it, keep that, show it, give it the code of its sticker, "
    "test it, erase its disks, send its records.\n\n"
    "The live medium starts with it. What cannot be saved yet waits in memory, and is tried again. "
    "With `workshop: true` in settings.yaml the menu is the one for a workshop: before, after, help for no start. "
    "With `batch: whole` it first goes through that batch; no tower is erased that nobody armed."
)
_SETTLED_SECONDS = 25.0


def start(ctx: typer.Context) -> None:
    """Import what the visit needs while the drivers are still being loaded, wait until they are, and go."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise AnswerNeededError(
            _("The guided menu needs a person at a terminal."),
            remedy=_("For other programs there is `pcsol probe --json --save`."),
        )
    gc.disable()  # nothing of what is imported becomes garbage: looking for some would take a tenth of the time
    from pcsol.commands.dialogue import visit as _visits  # noqa: F401  # the slowest to import
    from pcsol.probe import tower as _tower  # noqa: F401
    from pcsol.rounds import start as _rounds  # noqa: F401
    from pcsol.store.live import stick

    gc.enable()
    live = stick.live()
    ready = live is None or stick.is_settled(live, _SETTLED_SECONDS)
    with redirect_stderr(sys.stdout):  # questions belong on the screen, also where messages go to a journal
        visit = _visit(ctx, live)
        if not ready:
            with speaking(visit.language):
                late = _("The machine was not ready in time: press R to look again.")
                visit.notice = " ".join(filter(None, (late, visit.notice)))
        _batch_first(ctx, visit)
        visit.run()
    if live is not None:
        # The tower goes off by this, not by our end: a medium that hangs may keep that from coming.
        stick.switch_off(live)


def _batch_first(ctx: typer.Context, visit: "Round | Menu") -> None:
    """Where the settings name a batch, go through it; when it has ended, was stopped or cannot be, the menu follows."""
    from pcsol.store.home import home, settled

    settings = settled(home())[0]
    wanted = settings.batch
    if not wanted or settings.workshop:  # in a workshop nothing leads to erasing, and a look is "before" or "after"
        return
    from pcsol.commands.batch import going, of_name

    with speaking(visit.language):
        try:
            going.go(of_name(wanted), context.of(ctx).world, None, None, again=False, as_json=False)
        except KeyboardInterrupt:
            visit.notice = _("The batch was stopped; `pcsol batch`, or the next start, goes on with it.")
        except PCSolError as err:
            visit.notice = f"{err.what} {err.remedy}".strip()


def _visit(ctx: typer.Context, live: Path | None) -> "Round | Menu":
    """Set the doors up; the settings are on the stick, which must be there by now."""
    from pcsol.commands.dialogue.visit import Records, ThisTower
    from pcsol.commands.menu.errands import Hall
    from pcsol.render.console import Screen
    from pcsol.render.keys import Keyboard
    from pcsol.rounds.start import Round
    from pcsol.store.home import home
    from pcsol.store.live import stick
    from pcsol.store.live.keeper import Keeper

    place, options = home(), context.of(ctx)
    keeper = Keeper(place, live / "unsaved", is_there=lambda: stick.is_mounted(live)) if live else Keeper(place)
    chosen = stick.spoken(keeper.settled()[0], os.environ.get("PCSOL_LANG", "")) or language()
    tower, cabinet, spoken = ThisTower(options.world, keeper), Records(keeper, live), "fr" if chosen == "fr" else "en"
    told: dict[str, Any] = {"language": spoken, "on_stick": live is not None, "notice": _fault(keeper, chosen)}
    if keeper.settled()[0].workshop:
        return _in_workshop(options, keeper, (tower, cabinet), told)
    errands = Hall(ctx, options, keeper)
    return Round(tower=tower, cabinet=cabinet, errands=errands, screen=Screen(sys.stdout), keys=Keyboard(), **told)


def _in_workshop(
    options: context.Context, keeper: "Keeper", doors: "tuple[Tower, Cabinet]", told: dict[str, Any]
) -> "Menu":
    from pcsol.commands.checklist.table.past import KeptPast
    from pcsol.commands.checklist.table.trials import TowersTrials
    from pcsol.render.console import Screen
    from pcsol.render.keys import Keyboard
    from pcsol.rounds.workshop.tower import Menu
    from pcsol.store.workshops.shelf import load_workshops

    past = KeptPast(keeper, load_workshops(keeper.home))
    trials = TowersTrials(options.world)
    tower, cabinet = doors
    screen, keys = Screen(sys.stdout), Keyboard()
    return Menu(tower=tower, cabinet=cabinet, past=past, trials=trials, screen=screen, keys=keys, **told)


def _fault(keeper: "Keeper", spoken: str) -> str:
    with speaking(spoken):
        fault = keeper.settled()[1] or keeper.key_fault()
    return f"{fault.what} {fault.remedy}" if fault else ""
