"""A tower's grade in words: function, look, and what it may be called."""

from pcsol.i18n import N_, _
from pcsol.judge.towers.called import CODES
from pcsol.model.testing.grade import Grading
from pcsol.report.words import Tone, told

# Never the colour alone: each has its sign.
_LABELS: dict[str, tuple[str, str, Tone]] = {
    "refurbished": (N_("refurbished"), "✓", "good"),
    "second-hand": (N_("second-hand"), "○", "look"),
    "for-parts": (N_("for parts"), "✕", "bad"),
}
_FUNCTION: dict[str, tuple[str, Tone]] = {
    "A": (N_("everything works"), "good"),
    "B": (N_("works; something that is not required does not"), "good"),
    "C": (N_("something is to be looked at"), "look"),
    "D": (N_("something does not work"), "bad"),
}
_LOOK: dict[str, tuple[str, Tone]] = {
    "A": (N_("like new"), "good"),
    "B": (N_("light traces of use"), "good"),
    "C": (N_("clear scratches or stains"), "look"),
    "D": (N_("dents, writing, yellowed, a part missing"), "bad"),
}


def label(name: str) -> tuple[str, Tone]:
    """Return what a tower may be called, in words."""
    word, _sign, tone = _LABELS[name]
    return _(word), tone


def sign(name: str) -> str:
    """Return the sign that says the same."""
    return _LABELS[name][1]


def function(mark: str | None) -> tuple[str, Tone]:
    """Return how it works: "A: everything works"."""
    return _marked(mark, _FUNCTION, _("not graded: a required test is missing"))


def look(mark: str | None) -> tuple[str, Tone]:
    """Return how it looks."""
    return _marked(mark, _LOOK, _("not graded: nobody has looked"))


def short(name: str, function_: str | None, look_: str | None) -> str:
    """Return the grade in a few words."""
    said = _("{label}, function {function}, look {look}")
    return said.format(label=label(name)[0], function=function_ or "?", look=look_ or "?")


def sentence(found: Grading) -> tuple[str, Tone]:
    """Return the grade in a line, and why it is no better one."""
    name, tone = label(found.label)
    said = _("It may be called: {label}. Function {function}, look {look}.")
    text = said.format(label=name, function=found.function or "?", look=found.look or "?")
    why = [told(one.text) for one in found.reasons if one.code in CODES and found.label != "refurbished"]
    return " ".join([text, *why]), tone


def _marked(mark: str | None, marks: dict[str, tuple[str, Tone]], otherwise: str) -> tuple[str, Tone]:
    if mark is None:
        return otherwise, "unknown"
    words, tone = marks[mark]
    return _("{mark}: {words}").format(mark=mark, words=_(words)), tone
