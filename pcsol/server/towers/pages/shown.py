"""What states, grades, erasure and doubts of a tower are called on pages. A tone is a class of the stylesheet."""

from functools import cache
from typing import NamedTuple

from pcsol.i18n import N_, _, language
from pcsol.server.towers.states import STATES
from pcsol.store.profiles import load_profiles


class Doubt(NamedTuple):
    """Why a person should look, what may have happened, and what to do."""

    title: str
    text: str
    remedy: str


_TONES = {
    "ready": "good", "to-check": "look", "to-repair": "look", "returned": "look", "after-sales": "look",
    "for-parts": "bad", "destroyed": "bad", "recycled": "quiet", "announced": "quiet", "withdrawn": "quiet",
}  # fmt: skip
HEALTH = {"A": N_("A: good"), "B": N_("B: fair"), "C": N_("C: as a spare only"), "D": N_("D: do not give away")}
_HEALTH_TONES = {"A": "good", "B": "good", "C": "look", "D": "bad"}
FUNCTION = {
    "A": N_("A: works"),
    "B": N_("B: works, with a flaw"),
    "C": N_("C: to look at"),
    "D": N_("D: does not work"),
}
_FUNCTION_MARKS = {"A": ("✓", "good"), "B": ("✓", "good"), "C": ("!", "look"), "D": ("✕", "bad")}
ERASURE = {
    "accepted": N_("erased, proven"), "partly": N_("partly erased"), "none": N_("NOT erased"),
    "before": N_("erased before it was lent or given"),
}  # fmt: skip
_ERASURE_TONES = {"accepted": "good", "partly": "look", "none": "bad", "before": "look"}
PROOFS = {
    "accepted": N_("erased, proven"), "not-erased": N_("NOT erased"), "destroyed": N_("disk destroyed"),
    "unproven": N_("a paper, signed by nobody known here"),
}  # fmt: skip
_PROOF_TONES = {"accepted": "good", "not-erased": "bad", "destroyed": "good", "unproven": "look"}
DOUBTS = {
    "other-marks": Doubt(
        N_("This code was seen on another machine"),
        N_("The last record with this code bears other serial numbers than the ones before."),
        N_(
            "Read the sticker on the tower again. If it stands on two towers, split the records and print another "
            "label. If the board was changed, say so here."
        ),
    ),
    "other-code": Doubt(
        N_("This machine was seen under another code"),
        N_("Its serial numbers are known already, with another sticker."),
        N_("Look for the other one with its serial number. If both are the same tower, merge them; if not, say why."),
    ),
    "several": Doubt(
        N_("Several towers have these serial numbers"),
        N_("A record without a code fits more than one tower; it was counted to the one that was seen last."),
        N_("Compare them, and merge those that are one. If they are not, stick a label on each."),
    ),
    "same-marks": Doubt(
        N_("Another tower has the same serial numbers"),
        N_("The code says one tower, the serial numbers say two."),
        N_("Look for the other one with its serial number. If both are the same tower, merge them; if not, say why."),
    ),
}
DEEDS = {
    "note": N_("A note"), "state": N_("State"), "code": N_("Code"), "asset": N_("Donor’s number"), "lot": N_("Lot"),
    "doubt": N_("To look at"), "settle": N_("Doubt settled"), "merge": N_("Merged"), "split": N_("Split"),
    "split-from": N_("Made by a split"), "undo": N_("Undone"), "sign-off": N_("Signed off"),
    "armed": N_("Armed for erasing"), "disarmed": N_("Leave to erase taken back"),
    "announced": N_("Announced"), "photo": N_("Photo"),
    "photo-removed": N_("Photo removed"), "photo-restored": N_("Photo put back"), "part-taken": N_("Part taken"),
    "part-fitted": N_("Part fitted"), "part-moved": N_("Part went to another tower"), "part-undone": N_("Part undone"),
}  # fmt: skip
KINDS = {
    "intake": N_("intake"), "probe": N_("inventory and health"), "test": N_("tests"), "wipe": N_("erasure"),
    "checklist": N_("checklist"), "compare": N_("comparison"), "grade": N_("grade"), "part": N_("part"),
    "install": N_("installation"), "handover": N_("handover"), "return": N_("return"),
    "destruction": N_("destruction of a disk"),
}  # fmt: skip


def state(name: str | None) -> str:
    """Return a state in words."""
    return _(STATES[name].title) if name in STATES else name or _("unknown")


def state_tone(name: str) -> str:
    """Return its class."""
    return _TONES.get(name, "plain")


def health(grade: str | None) -> str:
    """Return the worst grade of a tower's disks in words."""
    return _(HEALTH[grade]) if grade in HEALTH else _("unknown")


def health_tone(grade: str | None) -> str:
    """Return its class."""
    return _HEALTH_TONES.get(grade or "", "quiet")


def function(mark: str | None, *, sign: bool = False) -> str:
    """Return how a tower works in words, by a grade that counts today. `sign`: with what says it without a colour."""
    if mark not in FUNCTION:
        return _("not graded")
    return f"{_FUNCTION_MARKS[mark][0]} {_(FUNCTION[mark])}" if sign else _(FUNCTION[mark])


def function_tone(mark: str | None) -> str:
    """Return its class."""
    return _FUNCTION_MARKS[mark][1] if mark in FUNCTION else "quiet"


def erasure(name: str | None, disks: int | None = None) -> str:
    """Return what papers say of a tower's disks in words."""
    if name in ERASURE:
        return _(ERASURE[name])
    return _("no disk") if disks == 0 else _("no paper")


def erasure_tone(name: str | None) -> str:
    """Return its class."""
    return _ERASURE_TONES.get(name or "", "quiet")


def proof(name: str | None) -> str:
    """Return what a paper says of one disk in words."""
    return _(PROOFS[name]) if name in PROOFS else _("no paper")


def proof_tone(name: str | None) -> str:
    """Return its class."""
    return _PROOF_TONES.get(name or "", "quiet")


def doubt(name: str | None) -> Doubt | None:
    """Return what a doubt is about; one of a kind that came later by its name."""
    if name is None:
        return None
    found = DOUBTS.get(name, Doubt(name, "", ""))
    return Doubt(*(_(text) for text in found))


def deed(name: str) -> str:
    """Return what an event is called."""
    return _(DEEDS[name]) if name in DEEDS else name


def kind(name: str) -> str:
    """Return what a record of this kind is called."""
    return _(KINDS[name]) if name in KINDS else name


def destination(name: str | None) -> str:
    """Return where a tower may go, in words; a centre's own destination by its name."""
    if name is None:
        return _("unknown")
    return destinations().get(name, name)


def destinations() -> dict[str, str]:
    """Return the destinations that PCSol ships, the best first."""
    return _destinations(language())


@cache
def _destinations(spoken: str) -> dict[str, str]:
    return {one.id: one.title.said(spoken) for one in load_profiles().destinations}
