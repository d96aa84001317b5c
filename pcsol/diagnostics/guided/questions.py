"""Questions of which each answer is good, to be looked at, bad, or "not looked"; and what they come to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from pcsol.diagnostics.bench import Found
from pcsol.diagnostics.guided.asker import Card
from pcsol.diagnostics.guided.course import Talk, walk
from pcsol.i18n import _
from pcsol.model.testing.run import Evidence, Result

Worth = Literal["good", "look", "bad", "unseen"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer. `text`: as it is offered, not yet translated; `fact`: as it is kept."""

    worth: Worth
    text: str
    fact: str


@dataclass(frozen=True, slots=True)
class Question:
    """One screen; without choices it is only read. All texts are not yet translated. `code`: its evidence's."""

    code: str
    text: str
    choices: tuple[Choice, ...] = ()
    picture: tuple[str, ...] = ()
    help: str = ""


def asked(talk: Talk, title: str, questions: Sequence[Question]) -> tuple[int, ...]:
    """Go through them and return the number of each answer, 0 for those that are only read."""

    def following(answers: tuple[int, ...]) -> Callable[[], int] | None:
        talk.progress(len(answers) / len(questions))
        return partial(_ask, talk, title, questions[len(answers)]) if len(answers) < len(questions) else None

    return walk(following)


def _ask(talk: Talk, title: str, question: Question) -> int:
    card = Card(
        title,
        _(question.text),
        picture=question.picture,
        choices=tuple(_(one.text) for one in question.choices),
        help=_(question.help),
    )
    return talk.choose(card) if question.choices else talk.tell(card)


def found(questions: Sequence[Question], answers: Sequence[int], more: tuple[Evidence, ...] = ()) -> Found:
    """Judge: one bad answer fails; what was not looked at is not tested; what is to be looked at says so."""
    chosen = [
        (question, question.choices[answer - 1])
        for question, answer in zip(questions, answers, strict=True)
        if question.choices
    ]
    evidence = tuple(Evidence(code=one.code, value=choice.worth, text=_(choice.fact)) for one, choice in chosen)
    weighty = tuple(one.as_reason() for worth in ("bad", "unseen", "look") for one in evidence if one.value == worth)
    return Found(_result({choice.worth for _one, choice in chosen}), weighty, evidence + more)


def _result(worths: set[Worth]) -> Result:
    if "bad" in worths:
        return "failed"
    if "unseen" in worths:
        return "not-tested"
    return "to-look-at" if "look" in worths else "passed"
