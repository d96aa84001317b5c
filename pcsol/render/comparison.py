"""Two records of one tower, side by side: what to look at first, then what could not be measured, then what is well."""

from pcsol.i18n import N_, _
from pcsol.model.comparison import Comparison, Difference, State
from pcsol.render import pager
from pcsol.render.console import Screen
from pcsol.render.lines import STYLES, Block, block, paragraph, title
from pcsol.report import words
from pcsol.report.quantities import by_the_clock
from pcsol.report.sheet import Row, Section
from pcsol.report.words import Tone

_STATES: dict[State, tuple[str, Tone]] = {
    "to-look-at": (N_("TO LOOK AT"), "bad"),
    "not-measurable": (N_("NOT MEASURABLE"), "unknown"),
    "ok": (N_("OK"), "good"),
}


def show(screen: Screen, comparison: Comparison) -> None:
    """Show the comparison, a page at a time."""
    pager.show(screen, blocks(comparison, screen.columns))


def blocks(comparison: Comparison, columns: int) -> list[Block]:
    """Return a headline, and a block per state, the worst first."""
    found = [_head(comparison, columns)]
    for state, (word, tone) in _STATES.items():
        rows = tuple(_row(one, tone) for one in comparison.differences if one.state == state)
        if rows:
            found.append(block(Section(_(word), rows), columns))
    return found


def _head(comparison: Comparison, columns: int) -> Block:
    word, tone = _STATES[comparison.state]
    lines = [title(_("Before and after"), columns), *paragraph(_(word), columns, f"bold {STYLES[tone]}")]
    if comparison.before_at and comparison.after_at:
        before, after = by_the_clock(comparison.before_at), by_the_clock(comparison.after_at)
        span = _("{before} against {after}").format(before=before, after=after)
        lines += paragraph(span, columns)
    return [*lines, *paragraph(_same(comparison), columns)]


def _same(comparison: Comparison) -> str:
    if comparison.same_tower is None:
        return _("Whether it is the same tower is not known.")
    return _("It is the same tower.") if comparison.same_tower else _("These are two different towers.")


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
