"""The words of a batch, the same on a tower's screen, on the command line and on the hub's page: what is read on one is
looked for on the other."""

from pcsol.i18n import N_, _
from pcsol.model.batch.progress import Word
from pcsol.report.erasure import words as erasure

WORDS: dict[Word, str] = {
    "looks": N_("LOOKS"), "tests": N_("TESTS"), "waits": N_("WAITS"), "erases": N_("ERASES"), "done": N_("DONE"),
    "hand": N_("YOUR TURN"), "fails": N_("FAILED"),
}  # fmt: skip
# By the id of a step: the hub asks for those of another PCSol as well.
STEPS: dict[str, str] = {
    "inventory": N_("inventory"), "tests": N_("tests"), "grade": N_("grade"), "erase": N_("erasure"),
    "record": N_("record"), "push": N_("sending"), "label": N_("label"),
}  # fmt: skip


def left(seconds: float | None) -> str:
    """Return how long it takes still, "" where nobody knows."""
    return "" if seconds is None else _("{span} left").format(span=erasure.span(seconds))
