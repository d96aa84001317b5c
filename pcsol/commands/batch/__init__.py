"""`pcsol batch`: everything on this tower without a question."""

from typing import TYPE_CHECKING, Annotated

import typer

from pcsol.commands import answer, context
from pcsol.commands.context import AsJson
from pcsol.errors import ProfileError
from pcsol.exitcodes import ExitCode
from pcsol.i18n import N_, _

if TYPE_CHECKING:
    from datetime import datetime

    from pcsol.model.batch.notes import BatchRun
    from pcsol.model.profile.batch import BatchProfile

HELP = N_(
    "Do everything with this tower without a question: look at it, test it, grade it, erase it if a person armed it, "
    "keep records and certificates, send them, write its label.\n\n"
    "It may be started twice, and goes on after a power cut at the step it was in. A tower that nobody armed is never "
    "erased: it waits. Arm it at the server, or with E at its own keyboard.\n\n"
    "Ends with 1 when somebody must look: a test that failed or is to look at, a step that could not be done, a disk "
    "that was not erased."
)


def batch(  # noqa: PLR0917  # Typer's
    ctx: typer.Context,
    code: Annotated[str | None, typer.Argument(metavar=N_("CODE"), help=N_("The code on the sticker."))] = None,
    profile: Annotated[
        str,
        typer.Option(metavar=N_("ID"), help=N_("What is done: a profile of profiles/batches, such as whole, look.")),
    ] = "whole",
    plan: Annotated[
        bool, typer.Option("--plan", help=N_("Only show what would be done, and how long it takes."))
    ] = False,
    until: Annotated[
        str | None, typer.Option(metavar="HH:MM", help=N_("When the room closes: says beforehand what will not end."))
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help=N_("Begin anew, also where a batch of today is done."))
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Plan, or go."""
    from pcsol.commands.batch import going, planned

    chosen = of_name(profile)
    world = context.of(ctx).world
    if plan:
        found = planned.plan(chosen, world(), _until(until))
        if as_json:
            answer.as_json(found.to_json())
        else:
            planned.show(found)
        raise typer.Exit(ExitCode.FINDINGS if found.late else ExitCode.OK)
    run = going.go(chosen, world, _code(code), _until(until), again=again, as_json=as_json)
    if as_json:
        answer.as_json(run.to_json())
    if is_to_look_at(run):
        raise typer.Exit(ExitCode.FINDINGS)


def is_to_look_at(run: "BatchRun") -> bool:
    """Tell whether a person should look: a step failed, a test is to look at, a disk may hold data still, or the tower
    is not fit to be given. The tower's own screen is green where this is not so, and only there."""
    states = {one.step: one.state for one in run.steps}
    is_left = states.get("erase") == "left-out" and run.unerased != 0
    is_unfit = run.label == "for-parts" or run.function in {"C", "D"}
    return "failed" in states.values() or is_left or is_unfit or run.to_look_at != ()


def of_name(wanted: str) -> "BatchProfile":
    """Return the batch profile of this id. Raises ProfileError for one that is not there, or whose file is wrong."""
    from pcsol.store.home import home
    from pcsol.store.profiles import load_batches

    profiles, faults = load_batches(home())
    for one in profiles:
        if one.id == wanted:
            return one
    if faults:
        raise faults[0]
    known = ", ".join(one.id for one in profiles)
    raise ProfileError(
        _("There is no batch profile `{id}`.").format(id=wanted), remedy=_("There are: {known}.").format(known=known)
    )


def _code(typed: str | None) -> str | None:
    from pcsol.judge import codes

    return codes.read(typed) if typed is not None else None


def _until(typed: str | None) -> "datetime | None":
    from datetime import UTC
    from datetime import datetime as clock

    from pcsol.rounds.batch import planning

    if typed is None:
        return None
    try:
        return planning.at(typed, clock.now(UTC))
    except ValueError:
        raise typer.BadParameter(_("A time looks so: 17:30."), param_hint="--until") from None
