"""`pcsol outbox`: what waits for the hub, what it refused, and why."""

import typer

from pcsol.commands import answer
from pcsol.commands.context import AsJson
from pcsol.exitcodes import ExitCode
from pcsol.i18n import N_, _

HELP = N_(
    "Show which records wait for the hub, and which it refused, with the reason and the remedy. Nothing is sent.\n\n"
    "Ends with 1 when something was refused, or is damaged."
)


def outbox_alone(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Show."""
    if ctx.invoked_subcommand is not None:
        if as_json:
            raise typer.BadParameter(_("Put it behind the last word."), param_hint="--json")
        return
    from pcsol.store import home
    from pcsol.store.post import outbox

    found = outbox.listed(home.home())
    if as_json:
        answer.as_json(found.to_json())
    else:
        from pcsol.render import console
        from pcsol.render.post import outbox as screen

        screen.show(console.out(), found)
    if found.refused or found.damaged:
        raise typer.Exit(ExitCode.FINDINGS)
