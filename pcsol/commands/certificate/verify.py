"""`pcsol certificate verify`: whether papers are as they were signed, and by whom. Offline, on any machine."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pcsol.commands import answer
from pcsol.commands.context import AsJson
from pcsol.exitcodes import ExitCode
from pcsol.i18n import N_

if TYPE_CHECKING:
    from pcsol.model.papers.context import CheckedFile

HELP = N_(
    "Check signed files (JSON): whether anything was changed since, and whether the signer is known. "
    "Needs no network.\n\n"
    "Ends with 0 when all are certificates, intact and of a known signer; with 1 when a signer is unknown or a paper "
    "is no certificate; with 26 when one was changed, with 27 when one cannot be read."
)


def certificate_verify(
    files: Annotated[list[Path], typer.Argument(metavar=N_("FILE…"), help=N_("The signed files (JSON)."))],
    trust: Annotated[
        list[Path] | None,
        typer.Option(metavar=N_("FILE"), help=N_("Signers to believe: a file of `certificate signer`, or of the hub.")),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Tell each; the worst one decides how it ends."""
    from pcsol.model.papers.context import CheckedFiles
    from pcsol.store.papers import opening, signers

    known = signers.known(trust or [])
    results = CheckedFiles(results=tuple(opening.checked(file, known) for file in files))
    if as_json:
        answer.as_json(results.to_json())
    else:
        from pcsol.render import console
        from pcsol.render.papers import checked

        checked.show_checked(console.out(), results)
    worst = max((_code(one) for one in results.results), key=_WORST_LAST.index)
    if worst != ExitCode.OK:
        raise typer.Exit(worst)


_WORST_LAST = (ExitCode.OK, ExitCode.FINDINGS, ExitCode.CERTIFICATE_UNREADABLE, ExitCode.CERTIFICATE_CHANGED)


def _code(one: "CheckedFile") -> ExitCode:
    """An intact report says NOT ERASED: a script that asks for 0 must not take it for a certificate."""
    if one.state == "changed":
        return ExitCode.CERTIFICATE_CHANGED
    if one.state == "unreadable":
        return ExitCode.CERTIFICATE_UNREADABLE
    is_certificate = (one.schema_ or "").startswith("pcsol/certificate/")
    return ExitCode.OK if one.known and is_certificate else ExitCode.FINDINGS
