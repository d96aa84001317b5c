"""Two records of one tower in words: what to look at first, then what could not be measured, then what is well."""

from dataclasses import dataclass

from pcsol.i18n import N_, _
from pcsol.model.comparison import Comparison, Difference, State
from pcsol.report import words
from pcsol.report.quantities import by_the_clock
from pcsol.report.sheet import Row, Section
from pcsol.report.words import Tone

_STATES: dict[State, tuple[str, Tone]] = {
    "to-look-at": (N_("TO LOOK AT"), "bad"),
    "not-measurable": (N_("NOT MEASURABLE"), "unknown"),
    "ok": (N_("OK"), "good"),
}


@dataclass(frozen=True, slots=True)
class Compared:
    """A headline with its tone, which two moments, whether both are one tower, a section per state, the worst first."""

    verdict: str
    tone: Tone
    span: str
    same: str
    sections: tuple[Section, ...]


def compared(comparison: Comparison) -> Compared:
    """Return a comparison in the language of the moment."""
    word, tone = _STATES[comparison.state]
    return Compared(_(word), tone, _span(comparison), _same(comparison), tuple(_sections(comparison)))


def _span(comparison: Comparison) -> str:
    if not comparison.before_at or not comparison.after_at:
        return ""
    before, after = by_the_clock(comparison.before_at), by_the_clock(comparison.after_at)
    return _("{before} against {after}").format(before=before, after=after)


def _same(comparison: Comparison) -> str:
    if comparison.same_tower is None:
        return _("Whether it is the same tower is not known.")
    return _("It is the same tower.") if comparison.same_tower else _("These are two different towers.")


def _sections(comparison: Comparison) -> list[Section]:
    found = []
    for state, (word, tone) in _STATES.items():
        rows = tuple(_row(one, tone) for one in comparison.differences if one.state == state)
        if rows:
            found.append(Section(_(word), rows))
    return found


def _row(one: Difference, tone: Tone) -> Row:
    return Row(words.said(one.subject), words.said(one.text), tone, _details(one))


def _details(one: Difference) -> tuple[str, ...]:
    """What is gone or new has one side only; what is as before needs none."""
    if one.change is None or (one.before is None and one.after is None):
        return ()
    if one.change in ("missing", "added") and None in (one.before, one.after):
        name = one.before or one.after or ""
        return () if name == one.subject else (words.said(name),)
    before, after = words.known(one.before), words.known(one.after)
    return (_("before: {before}; now: {after}").format(before=before, after=after),)
