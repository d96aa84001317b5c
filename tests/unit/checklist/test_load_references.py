"""What files say of each other: steps, lists, quizzes, drawings that nobody has."""

from collections.abc import Iterator

import pytest

from pcsol.checklist.load.references import broken, known, undrawn
from pcsol.errors import ProfileError
from pcsol.i18n import speaking
from tests.unit.checklist.files import ADVICE, LIST, QUIZ, STEPS, read


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with speaking("en"):
        yield


def _broken(text: str, *others: str) -> list[ProfileError]:
    one = read(text)
    return broken(one, known([one, *map(read, others)], None))


def test_what_is_there_is_no_fault() -> None:
    assert _broken(LIST, STEPS) == []
    assert _broken(ADVICE, STEPS) == []
    assert _broken(LIST.replace("people:", "quiz: our-quiz\npeople:"), STEPS, QUIZ) == []


SUPPLEMENT = LIST.replace("id: ours", "id: more").replace("people:", "supplement_of: ours\npeople:")
BROKEN = [
    (LIST.replace("A1, A2", "A1, A3"), [STEPS], 11, "phases.0.use.1", "no step A3", "A1, A2"),
    (LIST, [], 7, "steps_of", "no file with the id `our-steps`", "Known here"),
    (LIST.replace("people:", "quiz: our-quizz\npeople:"), [STEPS, QUIZ], 6, "quiz", "`our-quizz`", "`our-quiz`"),
    (LIST.replace("people:", "material: things\npeople:"), [STEPS], 6, "material", "`things`", "Known here"),
    (SUPPLEMENT, [STEPS], 6, "supplement_of", "no file with the id `ours`", "Known here: more"),
    (SUPPLEMENT, [STEPS, LIST], 12, "phases.0.use.0", "has step A1 already", "Take it away"),
    (ADVICE.replace("redo: A2", "redo: Z9"), [STEPS], 9, "advice.0.redo", "no step Z9", "A1, A2"),
    (ADVICE + "    redo: Z8\n", [STEPS], 13, "no_start.0.redo", "no step Z8", "A1, A2"),
    (LIST, [STEPS.replace("minutes: 3", "minutes: 230")], 8, "phases", "takes 242 minutes", "two lists"),
]


@pytest.mark.parametrize(("text", "others", "line", "key", "problem", "remedy"), BROKEN)
def test_what_refers_to_nothing_is_told(
    text: str, others: list[str], line: int, key: str, problem: str, remedy: str
) -> None:
    told = _broken(text, *others)[0]
    assert f"line {line}, key `{key}`" in told.what
    assert problem in told.what
    assert remedy in told.remedy


def test_a_drawing_that_nobody_has_is_told_where_somebody_looked() -> None:
    one = read(STEPS)
    assert undrawn(one, known([one], None)) == []
    assert undrawn(one, known([one], {"case-back"})) == []
    told = undrawn(one, known([one], {"case-side", "fan"}))
    assert "line 12, key `steps.1.drawing`: there is no drawing `case-back`" in told[0].what
    assert told[0].remedy == "Known here: case-side, fan."
