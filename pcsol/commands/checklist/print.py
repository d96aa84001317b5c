"""`pcsol checklist print`: what a workshop needs on paper."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pcsol.commands import answer
from pcsol.commands.checklist.choosing import AtLevel
from pcsol.commands.context import AsJson
from pcsol.i18n import N_, _

HELP = N_(
    "Print what a workshop needs: step sheet, poster, cards, map of screws, quiz and its answers, help when nothing "
    "starts, beeps and lights by maker, attestations, list of material (PDF, A4).\n\n"
    "A sheet is written as a web page too (FILE.html). Badges are JSON. No page holds a name: people write theirs "
    "by hand."
)


class What(StrEnum):
    """What can be printed."""

    SHEET = "sheet"
    POSTER = "poster"
    ROLES = "roles"
    PARTS = "parts"
    SCREWS = "screws"
    WORDS = "words"
    CARDS = "cards"
    ATTESTATION = "attestation"
    QUIZ = "quiz"
    QUIZ_ANSWERS = "quiz-answers"
    NO_START = "no-start"
    SIGNALS = "signals"
    MATERIAL = "material"
    BADGES = "badges"


class Age(StrEnum):
    """Whom a draft of a badge may be made for."""

    YOUNG = "15-17"
    ADULTS = "adults"


def checklist_print(  # noqa: PLR0917  # Typer's
    id_: Annotated[str, typer.Argument(metavar="ID", help=N_("The list: full, discovery, care, f1, s1 …"))],
    what: Annotated[
        What,
        typer.Option(
            metavar=N_("WHAT"),
            help="sheet, poster, roles, parts, screws, words, cards, quiz, quiz-answers, no-start, signals, "
            "attestation, material, badges",
        ),
    ] = What.SHEET,
    level: AtLevel = None,
    supplements: Annotated[
        list[str] | None, typer.Option("--with", metavar="ID", help=N_("Add a supplement, such as heatsink."))
    ] = None,
    copies: Annotated[int, typer.Option(min=1, max=60, metavar=N_("NUMBER"), help=N_("How many of each."))] = 1,
    out: Annotated[
        Path | None, typer.Option(metavar=N_("FILE"), help=N_("Write this file; one that is there is replaced."))
    ] = None,
    on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar=N_("YYYY-MM-DD"), help=N_("For an attestation: the day.")),
    ] = None,
    place: Annotated[str, typer.Option(metavar=N_("TEXT"), help=N_("For an attestation: the place."))] = "",
    tower: Annotated[str, typer.Option(metavar=N_("CODE"), help=N_("For an attestation: the tower."))] = "",
    draft: Annotated[
        str | None,
        typer.Option(metavar=N_("BADGE"), help=N_("For badges: an unsigned draft of this one, with --age.")),
    ] = None,
    age: Annotated[
        Age | None, typer.Option(metavar=N_("BAND"), help=N_("15-17 or adults: nobody younger has a draft."))
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Look up, draw, write."""
    from pcsol.commands.checklist import printing
    from pcsol.render import console

    occasion = printing.Asked(on.date() if on else None, place, tower, draft, age is not None)
    wish = printing.Wish(id_, str(what), level, tuple(supplements or ()), copies, occasion)
    file = out or printing.file_of(wish)
    printing.write(wish, file)
    if as_json:
        answer.as_json({"file": str(file), "what": str(what), "copies": copies})
        return
    console.out().say(_("{file} is written.").format(file=file))
    if file.suffix == ".pdf":
        console.out().say(_("Print it at 100 %, on A4, in black and white."))
