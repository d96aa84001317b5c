"""What to do again after a comparison: one line per cause, the worst and easiest first. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pcsol.checklist.outline import Outline
from pcsol.checklist.redo import causes
from pcsol.checklist.redo.inside import is_inside
from pcsol.checklist.redo.named import PARTS, named
from pcsol.i18n import _, language
from pcsol.model.comparison import Comparison, Difference, State
from pcsol.model.workshop.booklets import Advice, AdviceBook
from pcsol.model.workshop.steps import Part, Step

WORST_FIRST: tuple[State, ...] = ("to-look-at", "not-measurable", "ok")
# Where a step's minutes are not known: after all that are.
_LONG = 999


@dataclass(frozen=True, slots=True)
class Redo:
    """One thing, and what to do about it, in the language of the moment.

    `text`: the advice, a sentence or two; `step`: its id, None: no step repairs it; `drawing`: a name in `drawings/`;
    `subject`: which one ("Memory in DIMM1"); `change`: as in `Difference`;
    `adult`: this step waits for an adult, or is not open at this level; `inside`: it is done with the tower unplugged.
    """

    state: State
    text: str
    step: str | None
    drawing: str | None
    subject: str
    part: str
    change: str | None = None
    adult: bool = False
    inside: bool = False


def advise(comparison: Comparison, seen: Mapping[Part, str], book: AdviceBook, outline: Outline) -> tuple[Redo, ...]:
    """Say what to do about each cause. `seen`: what people or the test stick saw, by part: "ok", "to-look-at" …

    What people saw stands in for what nothing could measure, and adds what only they see; it never makes good what was
    measured. Parts that are right are named too, once each, at the end.
    """
    differences = causes.roots(_with_seen(_with_expected(comparison.differences, outline), seen))
    lines = [_line(group, book, outline) for group in causes.together(differences, lambda one: _redo(one, book))]
    return tuple(sorted(lines, key=lambda line: _rank(line, outline)))


def has_fault(comparison: Comparison, outline: Outline) -> bool:
    """Tell whether the tower measured anything that is not as it should be, and that the list does not expect."""
    return any(one.state == "to-look-at" for one in _with_expected(comparison.differences, outline))


def as_told(part: str, change: str | None, found: State, book: AdviceBook, outline: Outline) -> Redo | None:
    """Say what to do where nothing but this is known of it; None: the book says nothing of this part."""
    advice = advice_for(book, part, change)
    return None if advice is None else _advised(Redo(found, "", None, None, "", part, change), advice, outline)


def as_read(part: Part, step: str | None, books: Iterable[AdviceBook], outline: Outline) -> Redo:
    """Say what to look at where nobody says what of it is wrong, neither the tower's screen nor people who tried it.

    `step`: what is done again inside the tower; where nothing is, the step at which people try the part while it runs.
    """
    if step is None:
        tried = (told.redo for book in books if (told := advice_for(book, part, None)) is not None)
        step = next((name for name in tried if name is not None and not is_inside(outline, name)), None)
    found = outline.steps.get(step) if step else None
    return Redo(
        state="to-look-at",
        text=_("Look again at: {part}.").format(part=_(PARTS[part])),
        step=step,
        drawing=found.drawing if found else None,
        subject="",
        part=part,
        adult=step is not None and _wants_adult(found),
        inside=step is not None and is_inside(outline, step),
    )


def no_start(book: AdviceBook, outline: Outline) -> tuple[Redo, ...]:
    """Return what to try when the tower does not start, in the order of the book: one at a time, then look again."""
    return tuple(
        _advised(Redo("to-look-at", "", None, None, "", advice.part, advice.change), advice, outline)
        for advice in book.no_start
    )


def advice_for(book: AdviceBook, part: str, change: str | None) -> Advice | None:
    """Return the advice of this very change of a part, else that of whatever it is, also what could not be measured."""
    of_part = [one for one in book.advice if one.part == part]
    return next((one for one in of_part if one.change == change), None) or next(
        (one for one in of_part if one.change is None), None
    )


def step_and_picture(advice: Advice, outline: Outline) -> tuple[Step | None, str | None]:
    """Return the step to do again, and the advice's own drawing, else the step's."""
    step = outline.steps.get(advice.redo) if advice.redo else None
    return step, advice.drawing or (step.drawing if step else None)


def opened(one: Redo) -> list[str]:
    """The tower runs while this is read: what is done inside it is done with the power off."""
    return [_("First shut down: an adult unplugs. Close it again before it is plugged in.")] if one.inside else []


def _with_expected(differences: Iterable[Difference], outline: Outline) -> list[Difference]:
    """A list that has a part fitted finds one part more than before, and that is right."""
    expects = outline.list.expects
    return [one.model_copy(update={"state": "ok"}) if one.change in expects else one for one in differences]


def _with_seen(differences: Sequence[Difference], seen: Mapping[Part, str]) -> list[Difference]:
    """What people saw takes the place of what is not measurable, and stands beside what was measured."""
    by_part = dict[str, str](seen.items())
    kept = [
        one.model_copy(update={"state": "ok"})
        if one.state == "not-measurable" and by_part.get(one.part) == "ok"
        else one
        for one in differences
        if one.state != "not-measurable" or by_part.get(one.part) != "to-look-at"
    ]
    return kept + [
        Difference(part=part, subject="", change="seen", state="to-look-at", text="")
        for part, found in seen.items()
        if found == "to-look-at" and not any(one.part == part and one.state == "to-look-at" for one in kept)
    ]


def _redo(one: Difference, book: AdviceBook) -> str | None:
    advice = advice_for(book, one.part, one.change) if one.state == "to-look-at" else None
    return advice.redo if advice else None


def _line(group: Sequence[Difference], book: AdviceBook, outline: Outline) -> Redo:
    first = group[0]
    told = " ".join(dict.fromkeys(one.text for one in group if one.text))
    plain = Redo(
        state=first.state,
        text=first.text if first.state == "ok" else told,
        step=None,
        drawing=None,
        subject=named(first.part, (one.subject for one in group)),
        part=first.part,
        change=first.change,
    )
    advice = advice_for(book, first.part, first.change) if first.state != "ok" else None
    return plain if advice is None else _advised(plain, advice, outline)


def _advised(plain: Redo, advice: Advice, outline: Outline) -> Redo:
    step, picture = step_and_picture(advice, outline)
    return replace(
        plain,
        text=advice.text.said(language()),
        step=advice.redo,
        drawing=picture,
        adult=advice.redo is not None and _wants_adult(step),
        inside=advice.redo is not None and is_inside(outline, advice.redo),
    )


def _wants_adult(step: Step | None) -> bool:
    """A step that is not in the outline is one that this level does not open."""
    return step is None or step.gate == "adult"


def _rank(line: Redo, outline: Outline) -> tuple[int, int, bool, int]:
    step = outline.steps.get(line.step) if line.step else None
    return (
        WORST_FIRST.index(line.state),
        causes.gravity(line.part, line.change),
        line.adult,
        step.minutes if step else _LONG,
    )


def worst(lines: Iterable[Redo]) -> State:
    """Return the state of the whole: that of its worst line; nothing at all was measured: not measurable."""
    found = {line.state for line in lines}
    return next((state for state in WORST_FIRST if state in found), "not-measurable")
