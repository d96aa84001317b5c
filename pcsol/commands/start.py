"""`pcsol start`: the guided menu of the live medium."""

import os
import sys
from typing import TYPE_CHECKING

import typer

from pcsol.commands import context
from pcsol.errors import AnswerNeededError
from pcsol.i18n import N_, _, language, speaking

if TYPE_CHECKING:
    from pcsol.rounds.start import Round

HELP = N_(
    "Guide a visit of this tower with a few keys: look at it, keep that, show it, give it the code of its sticker.\n\n"
    "The live medium starts with it. What cannot be saved yet waits in memory, and is tried again."
)
_SETTLED_SECONDS = 25.0


def start(ctx: typer.Context) -> None:
    """Set the doors up, wait until the machine is ready, and go."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise AnswerNeededError(
            _("The guided menu needs a person at a terminal."),
            remedy=_("For other programs there is `pcsol probe --json --save`."),
        )
    visit = _visit(context.of(ctx))
    with speaking(visit.language):
        visit.notice = " ".join(filter(None, (visit.notice, _unsettled())))
    visit.run()


def _visit(options: context.Context) -> "Round":
    """Everything that takes time to import is imported here, while the drivers are still being loaded."""
    from pcsol.commands.dialogue.visit import Records, ThisTower
    from pcsol.render.console import Screen
    from pcsol.render.keys import Keyboard
    from pcsol.rounds.start import Round
    from pcsol.store.home import home, settled
    from pcsol.store.live import stick
    from pcsol.store.live.keeper import Keeper

    live = stick.live()
    place = home()
    settings, fault = settled(place)
    chosen = stick.spoken(settings, os.environ.get("PCSOL_LANG", "")) or language()
    keeper = Keeper(place, live / "unsaved" if live else None)
    return Round(
        tower=ThisTower(options.world, keeper),
        cabinet=Records(keeper, live),
        screen=Screen(sys.stdout),
        keys=Keyboard(),
        language="fr" if chosen == "fr" else "en",
        on_stick=live is not None,
        notice=f"{fault.what} {fault.remedy}" if fault else "",
    )


def _unsettled() -> str:
    """Wait for the disks to have their names; say so when they never had."""
    from pcsol.store.live import stick

    live = stick.live()
    if live is None or stick.is_settled(live, _SETTLED_SECONDS):
        return ""
    return _("The machine was not ready in time: press R to look again.")
