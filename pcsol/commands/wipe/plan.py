"""`pcsol wipe plan`: how disks would be erased. Nothing is done."""

from typing import Annotated

import typer

from pcsol.commands import answer, context
from pcsol.commands.context import AsJson
from pcsol.commands.wipe.manner import MethodOption, Verify
from pcsol.commands.wipe.options import AllowLoop, AllowRemovable, Tower
from pcsol.i18n import N_, _

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
    psid: Annotated[
        str | None,
        typer.Option(
            metavar=N_("TEXT"), help=N_("The PSID of a locked disk's label, typed or scanned: say what to do.")
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Look, plan, show."""
    from pcsol.commands.wipe.preparing import Asked, prepare, refuse
    from pcsol.model.erasure.planned import Planned, WipePlan

    asked = Asked(tuple(disks or ()), method, verify, allow_loop, allow_removable, tower)
    if psid is not None:
        _check(psid, disks)
    gathered, prepared = prepare(context.of(ctx).world(), asked)
    if psid is not None:
        refuse(prepared)
        _guide(psid, prepared[0].path)
        return
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


def _check(typed: str, disks: list[str] | None) -> None:
    from pcsol.wipe.firmware.psid import what_is_wrong

    if wrong := what_is_wrong(typed):
        raise typer.BadParameter(wrong, param_hint="--psid")
    if not disks or len(disks) != 1:
        raise typer.BadParameter(_("With --psid, name the one disk that it stands on."), param_hint=_("DISK"))


def _guide(typed: str, path: str) -> None:
    """Say step by step what a person does with a PSID; PCSol itself sends nothing."""
    from pcsol.render import console
    from pcsol.wipe.firmware.psid import guidance, read_psid

    for number, sentence in enumerate(guidance(path, read_psid(typed) or ""), 1):
        console.out().say(f"{number}. {sentence}")
