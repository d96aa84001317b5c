"""What the files of `profiles/workshops` say of each other: steps, lists, drawings that nobody has. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pcsol.checklist.load import Read, minutes_fault
from pcsol.errors import ProfileError
from pcsol.i18n import _
from pcsol.judge.profiles.faults import meant
from pcsol.judge.profiles.marked_yaml import Place
from pcsol.model.workshop.booklets import AdviceBook, Glossary, Material, Quiz, Signals
from pcsol.model.workshop.steps import Checklist, Step, StepsFile


@dataclass(frozen=True, slots=True)
class Known:
    """What there is to refer to. `drawings` None: nobody could look for them."""

    steps: Mapping[str, Mapping[str, Step]] = field(default_factory=dict)
    checklists: Mapping[str, Checklist] = field(default_factory=dict)
    quizzes: Collection[str] = ()
    material: Collection[str] = ()
    drawings: Collection[str] | None = None

    @property
    def every_step(self) -> set[str]:
        """The ids of the steps of all files."""
        return {id_ for steps in self.steps.values() for id_ in steps}


def known(files: Iterable[Read], drawings: Collection[str] | None) -> Known:
    """Gather what these files have."""
    nouns = [one.noun for one in files]
    return Known(
        steps={one.id: {step.id: step for step in one.steps} for one in nouns if isinstance(one, StepsFile)},
        checklists={one.id: one for one in nouns if isinstance(one, Checklist)},
        quizzes={one.id for one in nouns if isinstance(one, Quiz)},
        material={one.id for one in nouns if isinstance(one, Material)},
        drawings=drawings,
    )


def broken(read: Read, there: Known) -> list[ProfileError]:
    """Return the references without which a file cannot serve."""
    match read.noun:
        case Checklist() as checklist:
            return list(_list(read, checklist, there))
        case AdviceBook() as book:
            redo = [(("advice", at, "redo"), one.redo) for at, one in enumerate(book.advice)]
            redo += [(("no_start", at, "redo"), one.redo) for at, one in enumerate(book.no_start)]
            return list(_steps(read, redo, there.every_step))
        case Signals() as signals:
            codes = [
                (("makers", at, "signals", index, "redo"), one.redo)
                for at, maker in enumerate(signals.makers)
                for index, one in enumerate(maker.signals)
            ]
            return list(_steps(read, codes, there.every_step))
        case _:
            return []


def undrawn(read: Read, there: Known) -> list[ProfileError]:
    """Return the drawings that nobody has; the file serves without them."""
    if there.drawings is None:
        return []
    return [
        read.fault(place, _("there is no drawing `{name}`").format(name=name), meant(name, sorted(there.drawings)))
        for place, name in _drawings(read)
        if name not in there.drawings
    ]


def _list(read: Read, checklist: Checklist, there: Known) -> Iterator[ProfileError]:
    yield from _named(read, "steps_of", checklist.steps_of, there.steps)
    yield from _named(read, "quiz", checklist.quiz, there.quizzes)
    yield from _named(read, "material", checklist.material, there.material)
    yield from _named(read, "supplement_of", checklist.supplement_of, there.checklists)
    steps = there.steps.get(checklist.steps_of or "")
    if steps is None:
        return
    used = [
        (("phases", at, "use", index), one)
        for at, phase in enumerate(checklist.phases)
        for index, one in enumerate(phase.use)
    ]
    yield from _steps(read, used, steps)
    yield from _again(read, used, there.checklists.get(checklist.supplement_of or ""))
    minutes = checklist.own_minutes + sum(steps[one].minutes for _place, one in used if one in steps)
    yield from minutes_fault(read, minutes, whole=True)


def _named(read: Read, key: str, id_: str | None, there: Collection[str]) -> Iterator[ProfileError]:
    if id_ is not None and id_ not in there:
        yield read.fault((key,), _("there is no file with the id `{id}`").format(id=id_), meant(id_, sorted(there)))


def _steps(read: Read, wanted: Iterable[tuple[Place, str | None]], there: Collection[str]) -> Iterator[ProfileError]:
    for place, step in wanted:
        if step is not None and step not in there:
            yield read.fault(place, _("there is no step {step}").format(step=step), meant(step, sorted(there)))


def _again(read: Read, used: Iterable[tuple[Place, str]], whole: Checklist | None) -> Iterator[ProfileError]:
    """A supplement that brings a step which its list has would show it twice."""
    has = {one for phase in whole.phases for one in phase.use} if whole else set()
    for place, step in used:
        if step in has:
            yield read.fault(place, _("the list has step {step} already").format(step=step), _("Take it away here."))


def _drawings(read: Read) -> Iterator[tuple[Place, str]]:
    for place, thing in _drawn(read):
        name = getattr(thing, "drawing", None)
        if name is not None:
            yield (*place, "drawing"), name


def _drawn(read: Read) -> Iterator[tuple[Place, object]]:
    match read.noun:
        case StepsFile(steps=steps):
            yield from ((("steps", at), one) for at, one in enumerate(steps))
        case Checklist(phases=phases):
            for at, phase in enumerate(phases):
                yield from ((("phases", at, "steps", index), one) for index, one in enumerate(phase.steps))
        case Glossary(entries=entries):
            yield from ((("entries", at), one) for at, one in enumerate(entries))
        case AdviceBook(advice=advice, no_start=no_start):
            yield from ((("advice", at), one) for at, one in enumerate(advice))
            yield from ((("no_start", at), one) for at, one in enumerate(no_start))
        case _:
            return
