"""The options that say how a disk is erased."""

from typing import Annotated

import typer

from pcsol.i18n import N_

MethodOption = Annotated[
    str,
    typer.Option(
        "--method",
        metavar=N_("METHOD"),
        help=N_("auto (the best that the disk has), zero, random, firmware, or a profile of profiles/wipes."),
    ),
]
Verify = Annotated[
    str | None,
    typer.Option(metavar=N_("DEPTH"), help=N_("Read back every sector (full) or a sample of them (sample).")),
]
