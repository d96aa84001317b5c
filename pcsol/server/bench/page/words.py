"""What a tower at the bench is said to do, read from three metres: a word, a sign and a colour; and its steps."""

from typing import NamedTuple

from pcsol.i18n import N_, _
from pcsol.model.batch.progress import Doing
from pcsol.report import batch
from pcsol.report.erasure import words as erasure
from pcsol.report.testing.titles import title
from pcsol.server.today.progress import PHASES


class Big(NamedTuple):
    """`title`: one word; `sign`: what says the same without colour; `tone`: a class of the stylesheet; `text`: more."""

    title: str
    sign: str
    tone: str
    text: str


SILENT = "silent"
BIG: dict[str, Big] = {
    "looks": Big(batch.WORDS["looks"], "◎", "work", N_("It looks at itself.")),
    "tests": Big(batch.WORDS["tests"], "▶", "work", N_("It tests itself.")),
    "erases": Big(batch.WORDS["erases"], "⟳", "erase", N_("Its disks are being erased: do not switch it off.")),
    "waits": Big(batch.WORDS["waits"], "…", "look", N_("It waits for an order, or for a free place.")),
    "hand": Big(batch.WORDS["hand"], "!", "look", N_("Somebody must come to it.")),
    "fails": Big(batch.WORDS["fails"], "✕", "bad", N_("Something went wrong.")),
    "done": Big(batch.WORDS["done"], "✓", "good", N_("It has finished.")),
    SILENT: Big(N_("SILENT"), "?", "bad", N_("It says nothing any more: is it on, and is its cable in?")),
}
STATES = {
    "to-do": ("○", N_("to do")), "doing": ("▶", N_("being done")), "done": ("✓", N_("done")),
    "left-out": ("–", N_("left out")), "failed": ("✕", N_("failed")),
}  # fmt: skip


def step(name: str) -> str:
    """Return what a step is called; one of a newer PCSol by its id."""
    return _(batch.STEPS[name]) if name in batch.STEPS else name


def doing(one: Doing) -> str:
    """Return what is being done, in words: to which disk, or which test."""
    phase = erasure.phase(one.phase) if one.phase in PHASES else one.phase  # type: ignore[arg-type]  # one of them
    return " · ".join(part for part in (one.disk or (title(one.test) if one.test else None), phase) if part)
