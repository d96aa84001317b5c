"""`pcsol outbox export`: what waits, into a file for a stick."""

from pathlib import Path
from typing import Annotated

import typer

from pcsol.commands import answer
from pcsol.commands.context import AsJson
from pcsol.exitcodes import ExitCode
from pcsol.i18n import N_, _

HELP = N_(
    "Write the records that wait into a file, signed, for a stick. At the hub: `pcsol hub import FILE`; it leaves a "
    "receipt beside the file. The same command again with the file and its receipt notes what the hub has, and writes "
    "what still waits.\n\n"
    "Ends with 1 when something was refused, or is damaged."
)


def outbox_export(
    file: Annotated[Path, typer.Argument(metavar=N_("FILE"), help=N_("The file to write, on a stick for example."))],
    again: Annotated[bool, typer.Option("--again", help=N_("Write also what the hub refused before."))] = False,
    as_json: AsJson = False,
) -> None:
    """Take up the receipt, then write."""
    from datetime import UTC, datetime

    from pcsol.commands.dialogue import files
    from pcsol.store import home
    from pcsol.store.post import by_hand

    if not files.may_hold(file) or not file.parent.is_dir():
        raise typer.BadParameter(_("{file} cannot be written there.").format(file=file), param_hint=_("FILE"))
    done = by_hand.export(home.home(), file, datetime.now(UTC).replace(microsecond=0), again=again)
    if as_json:
        answer.as_json(done.to_json())
    else:
        from pcsol.render import console
        from pcsol.render.post import pushed

        pushed.show_exported(console.out(), done)
    if done.refused or done.damaged:
        raise typer.Exit(ExitCode.FINDINGS)
