"""`pcsol certificate show`: a paper in words, or printed again."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pcsol.commands import answer
from pcsol.commands.context import AsJson
from pcsol.i18n import N_, _

if TYPE_CHECKING:
    from pcsol.judge.certificate.reading import AnyPaper

HELP = N_(
    "Show a certificate, a NOT ERASED report or a note of destruction, from its signed file (JSON).\n\n"
    "With --pdf, print it again. One that was changed is not shown."
)


def certificate_show(
    file: Annotated[Path, typer.Argument(metavar=N_("FILE"), help=N_("The signed file (JSON)."))],
    pdf: Annotated[
        Path | None, typer.Option("--pdf", metavar=N_("FILE.pdf"), help=N_("Write it as a PDF, in both languages."))
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check first, then show."""
    from pcsol.store.papers import opening, signers

    paper, found = opening.opened(file, signers.known([]))
    if pdf is not None:
        _print(pdf, paper)
    if as_json:
        answer.as_json(paper.to_json())
        return
    from pcsol.render import console
    from pcsol.render.papers import shown

    screen = console.out()
    if pdf is not None:
        screen.say(_("{file} is written.").format(file=pdf))
        return
    shown.show(screen, paper, found)


def _print(file: Path, paper: "AnyPaper") -> None:
    from pcsol.commands.dialogue import files
    from pcsol.report.certificate.pdf import pdf
    from pcsol.store import medium

    if not files.may_hold(file) or not file.parent.is_dir():
        raise typer.BadParameter(_("{file} cannot be written there.").format(file=file), param_hint="--pdf")
    medium.write_whole(file, pdf(paper))
