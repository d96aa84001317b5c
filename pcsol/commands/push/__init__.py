"""`pcsol push`: send towers to another inventory (`--to`)."""

from typing import Annotated

import typer

from pcsol.commands.context import AsJson
from pcsol.i18n import N_

HELP = N_(
    "Send towers to another inventory (GLPI, Snipe-IT, DeviceHub) that inventories.yaml names; only what has changed "
    "since the last time.\n\n"
    "Without CODE: every tower. Ends with 1 when there is something to look at."
)


def push(
    ctx: typer.Context,
    to: Annotated[str, typer.Option("--to", metavar=N_("NAME"), help=N_("The inventory, by its name there."))],
    codes: Annotated[list[str] | None, typer.Argument(metavar=N_("CODE…"), help=N_("Codes of towers."))] = None,
    as_json: AsJson = False,
) -> None:
    """Send."""
    from pcsol.commands.inventories import sending

    sending.send(ctx, to, codes or (), as_json)
