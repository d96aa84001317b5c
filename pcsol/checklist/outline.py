"""A list with all its steps, at one level: what is open, and in what order. Pure."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from pcsol.model.profile.needs import Words
from pcsol.model.workshop.booklets import Question, Quiz
from pcsol.model.workshop.steps import LEVELS, Checklist, Level, Phase, Step, StepsFile


@dataclass(frozen=True, slots=True)
class Part:
    """A phase with its steps; `rest`: minutes of a break."""

    id: str
    title: Words
    steps: tuple[Step, ...]
    rest: int = 0

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return self.rest + sum(step.minutes for step in self.steps)


@dataclass(frozen=True)
class Outline:
    """A checklist whose steps were looked up."""

    list: Checklist
    level: Level
    phases: tuple[Part, ...]

    @property
    def minutes(self) -> int:
        """How long the whole takes."""
        return sum(phase.minutes for phase in self.phases)

    @cached_property
    def steps(self) -> Mapping[str, Step]:
        """Every step by its id, in order."""
        return {step.id: step for phase in self.phases for step in phase.steps}

    def rest_before(self, step: str) -> Part | None:
        """Return the break that comes right before a step: the last one, where there are two."""
        found: Part | None = None
        for phase in self.phases:
            if phase.steps:
                if phase.steps[0].id == step:
                    return found
                found = None
            if phase.rest:
                found = phase
        return None

    def phase_of(self, step: str) -> Part:
        """Return the phase that a step is in. Raises KeyError."""
        for phase in self.phases:
            if any(one.id == step for one in phase.steps):
                return phase
        raise KeyError(step)


# Young people first: most who look for a list look for a workshop. What is taken home comes last.
_PEOPLE = ("young", "volunteers", "families", "everybody")


def in_order(outlines: Iterable[Outline]) -> list[Outline]:
    """Return lists as people look for them: by who follows them, the longest workshop first, each supplement after it,
    sessions by their number."""
    found = list(outlines)
    minutes = {one.list.id: one.minutes for one in found}

    def place(one: Outline) -> tuple[object, ...]:
        of = one.list.supplement_of or one.list.id
        long = -minutes.get(of, 0) if one.list.people == "young" else 0
        return _PEOPLE.index(one.list.people), long, len(of), of, one.list.supplement_of is not None, one.list.id

    return sorted(found, key=place)


def questions(quiz: Quiz | None, workshop: str, group: str) -> tuple[Question, ...]:
    """Return the questions of a group: another choice for each, the same on every device of it, page or terminal."""
    if quiz is None:
        return ()
    turned = sorted(quiz.questions, key=lambda one: hashlib.sha256(f"{workshop} {group} {one.id}".encode()).digest())
    return tuple(turned[: quiz.ask])


def outline(
    wanted: Checklist, files: Iterable[StepsFile], supplements: Iterable[Checklist] = (), level: Level | None = None
) -> Outline:
    """Look up the steps of a list, and put the steps of its supplements into the phases of the same id.

    `level`: of the people; without one that of the list. Steps that this level does not open are left out. Raises
    KeyError for a step that no file has: a list that was read by `pcsol.checklist.load` has none.
    """
    known = {one.id: {step.id: step for step in one.steps} for one in files}
    found = level or wanted.level
    phases = [_part(phase, known.get(wanted.steps_of or "", {}), found) for phase in wanted.phases]
    for more in supplements:
        for phase in more.phases:
            phases = _with(phases, _part(phase, known.get(more.steps_of or "", {}), found))
    return Outline(wanted, found, tuple(one for one in phases if one.steps or one.rest))


def is_open(step: Step, level: Level) -> bool:
    """Say whether a level may do a step."""
    return LEVELS.index(step.level) <= LEVELS.index(level)


def _part(phase: Phase, known: Mapping[str, Step], level: Level) -> Part:
    steps = [*(known[name] for name in phase.use), *phase.steps]
    return Part(phase.id, phase.title, tuple(step for step in steps if is_open(step, level)), phase.rest)


def _with(phases: list[Part], more: Part) -> list[Part]:
    """Put the steps of a supplement where their ids belong: C8 between C7 and C9."""
    if not any(one.id == more.id for one in phases):
        return [*phases, more]
    return [
        Part(one.id, one.title, tuple(sorted((*one.steps, *more.steps), key=_place)), one.rest)
        if one.id == more.id
        else one
        for one in phases
    ]


def _place(step: Step) -> tuple[str, int]:
    return step.id[0], int(step.id[1:])
