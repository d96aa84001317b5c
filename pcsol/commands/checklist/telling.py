"""Lists and their steps, as people read them in the language of the moment."""

from collections.abc import Iterable

from pcsol.checklist.outline import Outline, Part, in_order
from pcsol.i18n import language
from pcsol.model.profile.needs import Words
from pcsol.model.workshop.listing import Checklists, Listed, ShownChecklist, ShownPhase, ShownStep
from pcsol.model.workshop.steps import Step


def listed(outlines: Iterable[Outline]) -> Checklists:
    """Return every list with its minutes, by who follows it; a supplement after its list."""
    return Checklists(checklists=tuple(_listed(one) for one in in_order(outlines)))


def shown(outline: Outline) -> ShownChecklist:
    """Return a list with all that its steps say."""
    one = outline.list
    return ShownChecklist(
        id=one.id,
        title=_said(one.title) or "",
        text=_said(one.text) or "",
        level=outline.level,
        minutes=outline.minutes,
        people=one.people,
        tower=one.tower,
        phases=tuple(_phase(phase) for phase in outline.phases),
    )


def _listed(outline: Outline) -> Listed:
    one = outline.list
    return Listed(
        id=one.id,
        title=_said(one.title) or "",
        minutes=outline.minutes,
        level=outline.level,
        text=_said(one.text) or "",
        people=one.people,
        supplement_of=one.supplement_of,
    )


def _phase(phase: Part) -> ShownPhase:
    return ShownPhase(
        id=phase.id,
        title=_said(phase.title) or "",
        minutes=phase.minutes,
        rest=phase.rest,
        steps=tuple(_step(step) for step in phase.steps),
    )


def _step(step: Step) -> ShownStep:
    return ShownStep(
        id=step.id,
        short=_said(step.short) or "",
        detail=_said(step.detail),
        minutes=step.minutes,
        level=step.level,
        role=step.role,
        gate=step.gate,
        drawing=step.drawing,
        mistake=_said(step.mistake),
        goal=_said(step.goal),
        checks=step.checks,
    )


def _said(words: Words | None) -> str | None:
    return None if words is None else words.said(language())
