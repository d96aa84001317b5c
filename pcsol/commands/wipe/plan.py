"""`pcsol wipe plan`: how disks would be erased. Nothing is done."""

from typing import Annotated

import typer

from pcsol.commands import answer, context
from pcsol.commands.context import AsJson
from pcsol.commands.wipe.manner import MethodOption, Verify
from pcsol.commands.wipe.options import AllowLoop, AllowRemovable, Tower
from pcsol.i18n import N_

HELP = N_(
    "Show how disks would be erased: technique, level, time, and what even success leaves unproven. "
    "Without a disk, every disk is planned. Nothing is done."
)


def wipe_plan(  # noqa: PLR0917  # Typer's
    ctx: typer.Context,
    disks: Annotated[
        list[str] | None, typer.Argument(metavar=N_("DISK"), help=N_("Disks, such as sda or /dev/sda."))
    ] = None,
    method: MethodOption = "auto",
    verify: Verify = None,
    allow_loop: AllowLoop = False,
    allow_removable: AllowRemovable = False,
    tower: Tower = None,
    as_json: AsJson = False,
) -> None:
    """Look, plan, show."""
    from pcsol.commands.wipe.preparing import Asked, prepare
    from pcsol.model.erasure.planned import Planned, WipePlan

    asked = Asked(tuple(disks or ()), method, verify, allow_loop, allow_removable, tower)
    gathered, prepared = prepare(context.of(ctx).world(), asked)
    found = WipePlan(
        plans=tuple(Planned(disk=p.path, id=p.candidate.id, plan=p.plan, refusals=p.refusals) for p in prepared),
        remarks=gathered.remarks,
    )
    if as_json:
        answer.as_json(found.to_json())
        return
    from pcsol.render import console
    from pcsol.render.erasure import plans

    plans.show(console.out(), found)
