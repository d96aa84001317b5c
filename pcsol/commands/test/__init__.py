"""`pcsol test`: does this tower hold what it promises?"""

from typing import TYPE_CHECKING, Annotated

import typer

from pcsol.commands import answer, context, looks
from pcsol.commands.context import AsJson
from pcsol.exitcodes import ExitCode
from pcsol.i18n import N_

if TYPE_CHECKING:
    from pcsol.commands.test.running import Came
    from pcsol.diagnostics.plan import Laid

HELP = N_(
    "Test this tower's memory, processor, disks and connections. Nothing is written to its disks. The result is saved "
    "as a record.\n\n"
    "Ctrl-C ends it; after a crash or a power cut the same command goes on behind what the tower went down in. Ends "
    "with 0 when every required test passed, with 1 when something failed, is to be looked at, or is missing."
)


def test(  # noqa: PLR0917  # Typer's
    ctx: typer.Context,
    quick: Annotated[
        bool, typer.Option("--quick", help=N_("The quick list, some twenty minutes (the default)."))
    ] = False,
    full: Annotated[
        bool, typer.Option("--full", help=N_("The full list, several hours: for a doubt, or a night."))
    ] = False,
    profile: Annotated[
        str | None, typer.Option(metavar=N_("ID"), help=N_("Another list, from profiles/tests."))
    ] = None,
    plan: Annotated[
        bool, typer.Option("--plan", help=N_("Show the tests and how long they take; do nothing."))
    ] = False,
    guided: Annotated[
        bool | None,
        typer.Option(
            "--guided/--no-guided", help=N_("With, or without, the tests that need a person (else you are asked).")
        ),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help=N_("Begin anew, though an interrupted run could go on."))
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Choose, look, plan, run, keep, tell."""
    from pcsol.commands.test import choosing, running
    from pcsol.diagnostics.plan import lay
    from pcsol.rounds.testing.conduct import Testing
    from pcsol.store.home import home

    chosen = choosing.profile(quick, full, profile)
    world = context.of(ctx).world()
    probe = looks.look_at(world)
    if plan:
        _show_plan(lay(chosen, probe), as_json=as_json)
        return
    testing = Testing.of(world, probe, chosen, home(), again=again)
    left_out = choosing.left_out(testing.laid, guided, may_ask=not as_json)
    came = running.run(testing, left_out, may_ask=not as_json)
    _tell(came, testing.laid.plan.title, as_json=as_json)
    raise typer.Exit(_code(came))


def _show_plan(laid: "Laid", *, as_json: bool) -> None:
    from pcsol.render import console, pager
    from pcsol.render.testing import planned

    if as_json:
        answer.as_json(laid.plan.to_json())
        return
    screen = console.out()
    pager.show(screen, planned.blocks(laid.plan, screen.columns))


def _tell(came: "Came", title: str, *, as_json: bool) -> None:
    """Where nothing could be kept, the results are shown all the same, and then the fault."""
    from pcsol.commands.dialogue import asking
    from pcsol.render import console, pager
    from pcsol.render.testing import ended

    if came.run is None:
        asking.tell(came.saved)
        return
    if not as_json:
        screen = console.out()
        pager.show(screen, ended.blocks(came.run, title, came.saved, screen.columns, came.graded))
    if came.fault is not None:
        raise came.fault
    if as_json:
        answer.as_json(came.run.to_json())


def _code(came: "Came") -> int:
    from pcsol.diagnostics.outcomes import is_as_wanted

    if came.signal is not None:
        return 128 + came.signal
    is_good = came.run is not None and is_as_wanted(came.run.tests)
    return ExitCode.OK if is_good else ExitCode.FINDINGS
