"""The options that all wipe commands have in common."""

from typing import Annotated

import typer

from pcsol.i18n import N_

AllowLoop = Annotated[
    bool, typer.Option("--allow-loop", help=N_("Allow files that stand for disks (loop devices): for tests."))
]
AllowRemovable = Annotated[bool, typer.Option("--allow-removable", help=N_("Allow disks on USB, sticks and cards."))]
Tower = Annotated[
    str | None,
    typer.Option(
        metavar=N_("CODE"), help=N_("The code on the sticker, where nothing in the tower tells it from others.")
    ),
]
