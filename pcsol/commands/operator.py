"""`pcsol operator`: who works here until power-off."""

from typing import Annotated

import typer

from pcsol.commands import answer
from pcsol.commands.context import AsJson
from pcsol.i18n import N_, _

HELP = N_(
    "Say who works here until power-off; the name stands on every record. Without a name, show who it is.\n\n"
    "It is kept in memory only, and forgotten when the machine is switched off."
)

_NOBODY = N_("Nobody said who works here. To say it: `pcsol operator NAME`.")


def operator(
    name: Annotated[str | None, typer.Argument(metavar=N_("NAME"), help=N_("First name, or initials."))] = None,
    forget: Annotated[bool, typer.Option("--forget", help=N_("Forget who works here, now."))] = False,
    as_json: AsJson = False,
) -> None:
    """Keep, show or forget the name."""
    from pcsol.store import operator as who

    if name is not None and forget:
        raise typer.BadParameter(_("Give a name, or --forget, not both."), param_hint="--forget")
    if name is not None and not who.tidy(name):
        raise typer.BadParameter(_("This name is empty."), param_hint=_("NAME"))
    if forget or name is not None:
        who.set_operator(name or "")
    found = who.operator()
    if as_json:
        answer.as_json({"operator": found})
        return
    from pcsol.render import console

    console.out().say(_("{name} works here until power-off.").format(name=found) if found else _(_NOBODY))
