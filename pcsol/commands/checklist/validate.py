"""`pcsol checklist validate`: what is wrong in a file of a workshop, before anybody uses it."""

from pathlib import Path
from typing import Annotated

import typer

from pcsol.commands import answer
from pcsol.commands.context import AsJson
from pcsol.exitcodes import ExitCode
from pcsol.i18n import N_

HELP = N_(
    "Check a file of a workshop: a list, steps, a quiz, cards, a glossary … Each fault is told with its line, its key "
    "and what to write instead; then texts that are hard to read: long sentences, abbreviations, other words than "
    "PCSol's.\n\n"
    "The file may lie anywhere; it is looked at as if it were among your own. Ends with 0 when all is well, with 1 "
    "when a text is hard to read, with 40 when a fault keeps the file from being used."
)


def checklist_validate(
    file: Annotated[Path, typer.Argument(metavar=N_("FILE"), help=N_("The file (YAML)."))],
    as_json: AsJson = False,
) -> None:
    """Look, tell all of it."""
    from pcsol.store import home
    from pcsol.store.workshops.checking import check_workshop

    found = check_workshop(file, home.home())
    if as_json:
        answer.as_json(found.to_json())
    else:
        from pcsol.render import console
        from pcsol.render.workshop import checked

        checked.show_checked(console.out(), found)
    if found.faults or found.remarks:
        raise typer.Exit(ExitCode.PROFILE_FAULTY if found.faults else ExitCode.FINDINGS)
