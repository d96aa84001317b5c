"""What came of checking papers, on a screen."""

from pcsol.i18n import N_, _
from pcsol.model.papers.context import CheckedFile, CheckedFiles
from pcsol.render.console import Screen
from pcsol.render.lines import STYLES
from pcsol.render.papers.shown import signed
from pcsol.report import words
from pcsol.report.certificate.verdicts import grouped
from pcsol.report.words import Tone

_OTHERS = {
    "not-erased": N_("This is NO certificate: it is a report that says NOT ERASED."),
    "destruction": N_("This is no certificate of erasure: it is a note of destruction."),
}


def show_checked(screen: Screen, found: CheckedFiles) -> None:
    """Tell of each file; what was changed is told of by its name alone."""
    for one in found.results:
        sentence, tone = _checked(one)
        screen.say(words.said(one.file, most=400), "bold")
        screen.say(f"  {sentence}", STYLES[tone])
        for line in _more(one):
            screen.say(f"  {line}")


def _checked(one: CheckedFile) -> tuple[str, Tone]:
    if one.state == "changed":
        return _("CHANGED: this is not what was signed. Do not believe it."), "bad"
    if one.state == "unreadable":
        return _("UNREADABLE: {problem}").format(problem=one.problem), "bad"
    return signed(one.known, one.signer, one.key_id), "good" if one.known else "look"


def _more(one: CheckedFile) -> list[str]:
    if one.state != "intact":
        return []
    lines = [_("Fingerprint: {key}").format(key=grouped(one.key_id or "")), _("Number: {id}").format(id=one.id)]
    if not (one.schema_ or "").startswith("pcsol/certificate/"):
        lines.insert(0, _(_OTHERS[(one.schema_ or "").split("/")[1]]))
    return lines
