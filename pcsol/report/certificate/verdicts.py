"""Titles, the verdict that is seen from afar, what to do next, and the lines to sign by hand."""

from dataclasses import dataclass

from pcsol.i18n import N_, _, language
from pcsol.model.papers.certificate import Certificate, NotErased, Paper
from pcsol.model.papers.destruction import Destruction
from pcsol.report import words
from pcsol.report.quantities import moment


@dataclass(frozen=True, slots=True)
class Head:
    """What stands at the top of a page."""

    kind: str
    title: str
    subtitle: str
    verdict: str
    level: str
    summary: str
    reasons: str = ""
    next_title: str = ""


_LEVELS = {
    "clear": N_(
        "Level Clear (NIST SP 800-88r2): everything that the disk shows to a computer was erased, against reading by "
        "ordinary means."
    ),
    "purge": N_(
        "Level Purge (NIST SP 800-88r2): the disk's own command, meant to erase what no computer can reach as well. "
        "The disk says that it ended well, and nothing of the old data was found again."
    ),
}
_NEXT = {
    "resume": N_("Start the same command again on this disk: the work goes on where it ended."),
    "repeat": N_("Erase this disk again."),
    "escalate": N_(
        "Erase this disk by another technique: pcsol wipe plan names it, with --method auto or --method random."
    ),
    "destroy": N_("Have this disk destroyed, and note how, who and the slip: pcsol certificate destroyed."),
}
_HOW = {
    "shredded": N_("shredded"),
    "crushed": N_("crushed"),
    "drilled": N_("drilled through"),
    "taken-apart": N_("taken apart, its platters or chips broken"),
    "handed-over": N_("handed over to a recycler for destruction"),
    "other": N_("otherwise"),
}


def of(paper: Paper) -> Head:
    """Return the head of a paper."""
    tower = paper.source.tower_code
    subtitle = (
        _("of a storage medium, from tower {code}").format(code=words.said(tower))
        if tower
        else _("of a storage medium, from a tower without a code")
    )
    if isinstance(paper, Certificate):
        level = paper.level.upper()
        summary = _(_LEVELS[paper.level])
        return Head("certificate", _("Certificate of erasure"), subtitle, _("ERASED"), level, summary, _("Why"))
    if isinstance(paper, NotErased):
        return Head(
            "not-erased",
            _("Report: disk NOT ERASED"),
            subtitle,
            _("NOT ERASED"),
            "",
            _("Old data may still be on this disk. It must not leave: neither given, nor sold, nor thrown away."),
            _("Why"),
            _("What to do next"),
        )
    declared = _declared(paper) if isinstance(paper, Destruction) else ""
    return Head("destruction", _("Note of destruction"), subtitle, _("DESTROYED"), "", declared)


def reasons(paper: Certificate | NotErased) -> tuple[str, ...]:
    """Return why: in the page's language where it was told in both."""
    told = (one.text.fr if language() == "fr" else one.text.en for one in paper.reasons)
    return tuple(dict.fromkeys(words.told(text) for text in told))


def what_next(paper: NotErased) -> tuple[str, ...]:
    """Say what to do with the disk now."""
    return (
        _(_NEXT[paper.next]),
        _("Until then, put it aside with this page, and write on it: NOT ERASED."),
    )


def destroyed_title() -> str:
    """Return the title of the part."""
    return _("What is declared")


def destroyed(paper: Destruction) -> tuple[tuple[str, str], ...]:
    """Return how, who, who saw it, and the recycler's slip."""
    return (
        (_("How"), words.joined(_(_HOW[paper.how]), paper.note)),
        (_("Done by"), words.known(paper.who)),
        (_("Seen by"), words.known(paper.witness)),
        (_("Recycler"), words.known(paper.recycler)),
        (_("Slip number"), words.known(paper.slip)),
        (_("Noted on"), _noted(paper)),
    )


def hands(paper: Paper) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the boxes to sign by hand: a title, and the lines to fill in (NIST SP 800-88r2, 4.6)."""
    if isinstance(paper, Destruction):
        titles = (_("Destroyed by"), paper.who), (_("Seen by"), paper.witness)
    else:
        titles = (_("Work done by"), paper.operator), (_("Checked by"), None)
    lines = _("Title and contact:"), _("Date and place:"), _("Signature:")
    return tuple((title, (_("Name: {name}").format(name=words.said(name or "")), *lines)) for title, name in titles)


def marks(paper: Paper, digest: str) -> tuple[str, ...]:
    """Return what ties the page to the file: number, key and digest, and how to check them."""
    key = paper.signature.key_id if paper.signature else ""
    return (
        _("Number: {id}").format(id=paper.id),
        _("Signed by the key: {key}").format(key=grouped(key) or _("not signed")),
        _("SHA-256 of what is signed: {digest}").format(digest=digest),
        _("The signed file (JSON) beside this page is what counts. To check it: pcsol certificate verify FILE"),
    )


def grouped(text: str) -> str:
    """Return hex in groups of four, as it is read aloud."""
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def _declared(paper: Destruction) -> str:
    return _("This disk was {how}, as the persons named here declare.").format(how=_(_HOW[paper.how]))


def _noted(paper: Destruction) -> str:
    when = moment(paper.made_at)
    return when if paper.clock.trusted else _("{when} (clock not verified)").format(when=when)
