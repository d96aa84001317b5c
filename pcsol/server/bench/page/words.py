"""What a tower at the bench is said to do, read from three metres: a word, a sign and a colour; and its steps."""

from typing import NamedTuple

from pcsol.i18n import N_, _
from pcsol.model.batch.progress import Doing
from pcsol.report.erasure import words as erasure
from pcsol.server.today.progress import PHASES


class Big(NamedTuple):
    """`title`: one word; `sign`: what says the same without colour; `tone`: a class of the stylesheet; `text`: more."""

    title: str
    sign: str
    tone: str
    text: str


SILENT = "silent"
BIG: dict[str, Big] = {
    "looks": Big(N_("LOOKS"), "◎", "work", N_("It looks at itself.")),
    "tests": Big(N_("TESTS"), "▶", "work", N_("It tests itself.")),
    "erases": Big(N_("ERASES"), "⟳", "erase", N_("Its disks are being erased: do not switch it off.")),
    "waits": Big(N_("WAITS"), "…", "look", N_("It waits for an order, or for a free place.")),
    "hand": Big(N_("YOUR TURN"), "!", "look", N_("Somebody must come to it.")),
    "fails": Big(N_("FAILED"), "✕", "bad", N_("Something went wrong.")),
    "done": Big(N_("DONE"), "✓", "good", N_("It has finished.")),
    SILENT: Big(N_("SILENT"), "?", "bad", N_("It says nothing any more: is it on, and is its cable in?")),
}
STEPS = {
    "inventory": N_("inventory"), "tests": N_("tests"), "grade": N_("grade"), "erase": N_("erasure"),
    "erasure": N_("erasure"), "certificates": N_("certificates"), "record": N_("record"), "push": N_("sending"),
    "label": N_("label"), "end": N_("end"),
}  # fmt: skip
STATES = {
    "to-do": ("○", N_("to do")), "doing": ("▶", N_("being done")), "done": ("✓", N_("done")),
    "left-out": ("–", N_("left out")), "failed": ("✕", N_("failed")),
}  # fmt: skip


def step(name: str) -> str:
    """Return what a step is called; a centre's own by its id."""
    return _(STEPS[name]) if name in STEPS else name


def doing(one: Doing) -> str:
    """Return what is being done, in words: to which disk, or which test."""
    phase = erasure.phase(one.phase) if one.phase in PHASES else one.phase  # type: ignore[arg-type]  # one of them
    return " · ".join(part for part in (one.disk or one.test, phase) if part)


def left(seconds: float | None) -> str:
    """Return how long it takes still, "" where nobody knows."""
    return "" if seconds is None else _("{span} left").format(span=erasure.span(seconds))
