"""One file of `profiles/workshops` as text -> a noun, or every fault, each with file, line, key and remedy. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from pcsol.errors import ProfileError
from pcsol.i18n import _
from pcsol.judge.profiles.faults import meant
from pcsol.judge.profiles.marked_yaml import Marked, Place, faulty, read_marked
from pcsol.judge.profiles.parse import shape_or_faults
from pcsol.model.workshop.booklets import (
    AdviceBook,
    AnyFile,
    Badges,
    Cards,
    Glossary,
    MakerSignals,
    Material,
    Names,
    Quiz,
    Roles,
    Signals,
)
from pcsol.model.workshop.steps import Checklist, StepsFile

KINDS: dict[str, type[AnyFile]] = {
    "steps": StepsFile,
    "checklist": Checklist,
    "quiz": Quiz,
    "cards": Cards,
    "glossary": Glossary,
    "signals": Signals,
    "roles": Roles,
    "names": Names,
    "badges": Badges,
    "advice": AdviceBook,
    "material": Material,
}
# Where the things with ids of their own are.
_WITH_IDS: dict[type, str] = {
    StepsFile: "steps", Quiz: "questions", Cards: "cards", Glossary: "entries", Roles: "roles", Badges: "achievements",
    Material: "items",
}  # fmt: skip
_LONGEST_MINUTES = 240


@dataclass(frozen=True, slots=True)
class Read:
    """A file that was read, and where each thing stands in it."""

    noun: AnyFile
    marked: Marked
    file: str

    def fault(self, place: Place, problem: str, remedy: str) -> ProfileError:
        """Return a fault at that place, such as ("questions", 3, "right")."""
        return faulty(self.file, self.marked.line(place), ".".join(map(str, place)), problem, remedy)


def read_workshop(text: str, file: str) -> Read | list[ProfileError]:
    """Read one file, by its `kind`; what it says of other files is not looked at (`references`)."""
    try:
        marked = read_marked(text, file)
        kind = _kind(marked, file)
    except ProfileError as err:
        return [err]
    noun = shape_or_faults(marked, kind, file)
    if isinstance(noun, list):
        return noun
    read = Read(noun, marked, file)
    return list(_within(read)) or read


def _kind(marked: Marked, file: str) -> type[AnyFile]:
    told = marked.plain.get("kind")
    if isinstance(told, str) and told in KINDS:
        return KINDS[told]
    if told is None:
        problem, remedy = _("this key is missing"), _("Add it; known here: {words}.").format(words=", ".join(KINDS))
    else:
        problem, remedy = _("there is no kind `{kind}`").format(kind=str(told)[:40]), meant(str(told), KINDS)
    raise faulty(file, marked.line(("kind",)), "kind", problem, remedy)


def _within(read: Read) -> Iterable[ProfileError]:
    """Look for what a single key cannot show."""
    yield from _twice(read)
    match read.noun:
        case Quiz() as quiz:
            yield from _quiz(read, quiz)
        case Checklist() as checklist:
            yield from _checklist(read, checklist)
        case _:
            return


def _twice(read: Read) -> Iterable[ProfileError]:
    seen: dict[object, Place] = {}
    for place, key in _keys(read.noun):
        if key in seen:
            problem = _("`{id}` stands here twice (first on line {line})").format(
                id=_shown(key), line=read.marked.line(seen[key])
            )
            yield read.fault(place, problem, _("Give one of the two another id, or take it away."))
        seen.setdefault(key, place)


def _keys(noun: AnyFile) -> Iterable[tuple[Place, object]]:
    """Return what may stand only once, each with its place."""
    match noun:
        case Checklist():
            return _keys_of_list(noun)
        case Signals():
            return _keys_of_signals(noun.makers)
        case Names():
            return [(("names", at), one.casefold()) for at, one in enumerate(noun.names)]
        case AdviceBook():
            return [(("advice", at), (one.part, one.change)) for at, one in enumerate(noun.advice)]
        case _:
            within = _WITH_IDS[type(noun)]
            return [((within, at, "id"), one.id) for at, one in enumerate(getattr(noun, within))]


def _keys_of_list(noun: Checklist) -> Iterable[tuple[Place, object]]:
    """Phases and steps both have capital letters: `C` and `C1` never meet, and nothing else has."""
    for at, phase in enumerate(noun.phases):
        yield ("phases", at, "id"), phase.id
        yield from ((("phases", at, "use", index), one) for index, one in enumerate(phase.use))
        yield from ((("phases", at, "steps", index, "id"), one.id) for index, one in enumerate(phase.steps))


def _keys_of_signals(makers: Iterable[MakerSignals]) -> Iterable[tuple[Place, object]]:
    for at, one in enumerate(makers):
        for index, signal in enumerate(one.signals):
            yield ("makers", at, "signals", index), (one.maker, one.family, signal.by, signal.pattern.fr)


def _shown(key: object) -> str:
    return " ".join(str(part) for part in key if part) if isinstance(key, tuple) else str(key)


def _quiz(read: Read, quiz: Quiz) -> Iterable[ProfileError]:
    for at, one in enumerate(quiz.questions):
        if one.right > len(one.answers):
            problem = _("answer {right} is right, but there are only {count}").format(
                right=one.right, count=len(one.answers)
            )
            yield read.fault(("questions", at, "right"), problem, _("Count the answers from 1."))
    if "ask" in read.marked.plain and quiz.ask > len(quiz.questions):
        problem = _("{ask} questions are to be asked, but there are only {count}").format(
            ask=quiz.ask, count=len(quiz.questions)
        )
        yield read.fault(("ask",), problem, _("Write a smaller number, or more questions."))


def _checklist(read: Read, checklist: Checklist) -> Iterable[ProfileError]:
    for at, phase in enumerate(checklist.phases):
        if not (phase.use or phase.steps or phase.rest):
            yield read.fault(("phases", at), _("this phase has no steps and no break"), _("Write steps, use or rest."))
        if phase.use and checklist.steps_of is None:
            problem = _("steps of another file are used, and no file is named")
            yield read.fault(("phases", at, "use"), problem, _("Write at the top: steps_of: tower-steps"))
    yield from minutes_fault(read, checklist.own_minutes, whole=not any(phase.use for phase in checklist.phases))


def minutes_fault(read: Read, minutes: int, *, whole: bool) -> Iterable[ProfileError]:
    """Say that a list takes no time, or more than anybody can stay; `whole`: all its minutes are known."""
    if minutes > _LONGEST_MINUTES:
        problem = _("this list takes {minutes} minutes").format(minutes=minutes)
        remedy = _("Make two lists of it: nobody stays longer than {most} minutes.").format(most=_LONGEST_MINUTES)
        yield read.fault(("phases",), problem, remedy)
    elif whole and not minutes:
        yield read.fault(("phases",), _("this list takes no time"), _("Write how many minutes each step takes."))
