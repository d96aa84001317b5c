"""What goes along with a list: quiz, cards, glossary, signals, roles, names, badges, advice, material."""

from typing import Annotated, Literal

from pydantic import Field, StrictInt

from pcsol.model.profile.needs import Id, ProfileNoun, Source, Text
from pcsol.model.workshop.steps import Change, Checklist, Level, Part, Role, StepId, StepsFile


class Booklet(ProfileNoun):
    """What every file of `profiles/workshops` has."""

    schema_: Literal["pcsol/workshop/1"] = Field(alias="schema")
    id: Id
    title: Text


class Question(ProfileNoun):
    """`right`: which of the answers, from 1; `why` is said afterwards, whatever was chosen."""

    id: Id
    question: Text
    answers: Annotated[tuple[Text, ...], Field(min_length=2, max_length=4)]
    right: Annotated[StrictInt, Field(ge=1, le=4)]
    why: Text


class Quiz(Booklet):
    """Questions for teams; `ask`: how many of them a workshop takes."""

    kind: Literal["quiz"]
    ask: Annotated[StrictInt, Field(ge=1, le=40)] = 8
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]


class Card(ProfileNoun):
    """A card to talk about in a break. `call`: whom to turn to."""

    id: Id
    title: Text
    question: Text
    dangerous: Text
    cool: Text
    reflex: Text
    call: Text | None = None
    minutes: Annotated[StrictInt, Field(ge=1, le=30)] = 6


class Cards(Booklet):
    """Internet-safety cards. `seen`: when hours and telephone numbers were last looked at (YYYY-MM)."""

    kind: Literal["cards"]
    seen: Annotated[str, Field(pattern=r"^\d{4}-\d{2}$")]
    cards: Annotated[tuple[Card, ...], Field(min_length=1)]


class Entry(ProfileNoun):
    """A word of the glossary. `dangerous`, `cool`: the pupils' rubrics "dangereux des fois" and "cool en même temps".

    `by`: a group's nickname, never a name.
    """

    id: Id
    word: Text
    short: Text
    long: Text | None = None
    synonyms: tuple[Text, ...] = ()
    uses: Text | None = None
    dangerous: Text
    cool: Text
    drawing: Id | None = None
    by: str | None = None


class Glossary(Booklet):
    """Words, as pupils explain them."""

    kind: Literal["glossary"]
    entries: Annotated[tuple[Entry, ...], Field(min_length=1)]


class Signal(ProfileNoun):
    """What a board says when it does not start. `pattern`: "3", "1-3-1", "1 long, 2 short"; `redo`: the step."""

    by: Literal["beeps", "light"]
    pattern: Text
    meaning: Text
    redo: StepId | None = None


class MakerSignals(ProfileNoun):
    """The signals of one maker's family: they are never the same as another's."""

    maker: Annotated[str, Field(min_length=1, max_length=80)]
    family: Annotated[str, Field(max_length=80)] = ""
    source: Source
    signals: Annotated[tuple[Signal, ...], Field(min_length=1)]


class Signals(Booklet):
    """Beeps and lights, by maker."""

    kind: Literal["signals"]
    makers: Annotated[tuple[MakerSignals, ...], Field(min_length=1)]


class RoleCard(ProfileNoun):
    """What one role does."""

    id: Role
    title: Text
    does: Annotated[tuple[Text, ...], Field(min_length=1, max_length=6)]


class Roles(Booklet):
    """The roles of a group, in the order in which they go round."""

    kind: Literal["roles"]
    roles: Annotated[tuple[RoleCard, ...], Field(min_length=1)]


class Names(Booklet):
    """Nicknames that a group may choose from: nobody types one."""

    kind: Literal["names"]
    names: Annotated[tuple[Annotated[str, Field(min_length=2, max_length=40)], ...], Field(min_length=4)]


class Alignment(ProfileNoun):
    """A competence of a framework that an achievement is related to."""

    name: Text
    url: str


class Achievement(ProfileNoun):
    """An Open Badges 3.0 achievement definition. `from_age`: whom an unsigned draft may be made for."""

    id: Id
    name: Text
    description: Text
    criteria: Text
    alignments: tuple[Alignment, ...] = ()


class Badges(Booklet):
    """Achievements; persons never stand in it."""

    kind: Literal["badges"]
    achievements: Annotated[tuple[Achievement, ...], Field(min_length=1)]


class Advice(ProfileNoun):
    """What to do about one finding of a comparison. `change` None: whatever the change of this part is."""

    part: Part
    change: Change | None = None
    text: Text
    redo: StepId | None = None
    drawing: Id | None = None


class AdviceBook(Booklet):
    """Advice by finding, and what to try, in order, when a tower does not start at all."""

    kind: Literal["advice"]
    advice: Annotated[tuple[Advice, ...], Field(min_length=1)]
    no_start: Annotated[tuple[Advice, ...], Field(min_length=1)]


class Item(ProfileNoun):
    """Something to have there. `per`: whose count it is."""

    id: Id
    text: Text
    per: Literal["tower", "group", "workshop"]
    count: Annotated[StrictInt, Field(ge=1, le=99)] = 1
    level: Level = "discovery"


class Material(Booklet):
    """What must be in the room."""

    kind: Literal["material"]
    items: Annotated[tuple[Item, ...], Field(min_length=1)]


AnyFile = Annotated[
    StepsFile | Checklist | Quiz | Cards | Glossary | Signals | Roles | Names | Badges | AdviceBook | Material,
    Field(discriminator="kind"),
]
