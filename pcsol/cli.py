"""The front door: global options, and every error once, as a sentence and an exit code."""

import signal
import sys
from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperGroup
from typer.main import get_command

from pcsol import __version__
from pcsol.commands.context import Context
from pcsol.commands.faults import leaving, streams
from pcsol.commands.faults.tell import tell
from pcsol.commands.parser import completion
from pcsol.commands.parser.hall import Hall
from pcsol.exitcodes import ExitCode
from pcsol.i18n import N_

app = typer.Typer(
    cls=Hall,
    help=N_("Test, document and prepare a donated computer for its second life."),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)


def _show_version(wanted: bool) -> None:  # noqa: FBT001  # Typer's
    if wanted:
        print(f"pcsol {__version__}")  # noqa: T201
        raise typer.Exit


@app.callback()
def _front_door(
    ctx: typer.Context,
    machine: Annotated[
        Path | None,
        typer.Option(metavar=N_("FOLDER"), help=N_("Replay this recorded machine (an album), not the real one.")),
    ] = None,
    _version: Annotated[  # noqa: FBT002
        bool, typer.Option("--version", is_eager=True, callback=_show_version, help=N_("Show the version and exit."))
    ] = False,
    _install: completion.Install = None,
    _show: completion.Show = None,
) -> None:
    from pcsol.commands.faults import logbook  # noqa: PLC0415  # a command will run: not for --help

    logbook.open_book()
    ctx.obj = Context(machine=machine)


def main() -> None:
    """Run PCSol; the process ends with the exit code that the outside was promised."""
    streams.make_ready()
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, _end)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup(1)
        signal.signal(signal.SIGHUP, _end)
    leaving.leave(run(sys.argv[1:]))


def run(argv: list[str]) -> int:
    """Run one command line and return its exit code; nothing that happens inside leaves as a traceback."""
    hall = get_command(app)
    assert isinstance(hall, TyperGroup)  # noqa: S101  # for the type checker: an app with a callback is a group
    completion.serve(hall)
    try:
        with hall.make_context("pcsol", list(argv)) as ctx:
            hall.invoke(ctx)
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt) as fault:  # noqa: BLE001  # the one place that catches all
        return tell(fault, argv)
    return ExitCode.OK


def _end(number: int, _frame: object) -> None:
    raise SystemExit(128 + number)
