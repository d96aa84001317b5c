"""What paper needs where no screen is: the quiz and its answers, help for no start, beeps and lights by maker."""

from collections.abc import Iterator

import pytest

from pcsol.checklist.outline import questions
from pcsol.i18n import speaking
from pcsol.model.workshop.booklets import Advice, MakerSignals, Question
from pcsol.report.workshop.sheets import no_start, quiz
from pcsol.store.workshops.shelf import load_workshops
from tests.unit.report.workshop.paper import AT, drawing, lines, stays_on, streams, words

SHELF = load_workshops(None)
SHEETS = [questions(SHELF.quizzes["quiz"], "full", f"{number}") for number in (1, 2)]
STEPS = SHELF.outline("full").steps
PAGES = no_start.Pages(drawing, AT, STEPS)


@pytest.fixture(autouse=True)
def _french() -> Iterator[None]:
    with speaking("fr"):
        yield


def test_a_quiz_is_one_page_for_each_team_with_a_box_for_each_answer() -> None:
    pdf = quiz.questions(SHEETS, "Quiz", drawing, AT)
    drawn = streams(pdf)
    assert len(drawn) == 2
    assert [page.count(" re S") - 1 for page in drawn] == [sum(len(one.answers) for one in asked) for asked in SHEETS]
    assert stays_on(lines(pdf), 210, 297)
    assert SHEETS[0] != SHEETS[1]


def test_the_right_answers_and_the_reasons_stand_on_the_other_paper_alone() -> None:
    asked, told = quiz.questions(SHEETS, "Quiz", drawing, AT), quiz.answers(SHEETS, "Quiz", drawing, AT)
    for sheet in SHEETS:
        for one in sheet:
            reason = one.why.said("fr").split(".")[0].split(" :")[0]
            assert reason in words(told)
            assert reason not in words(asked)
    pages = [" ".join(line.text for line in lines(told) if line.page == page) for page in (0, 1)]
    for number, (page, sheet) in enumerate(zip(pages, SHEETS, strict=True), 1):
        assert f"Feuille {number}" in page
        assert [word for word in page.split() if word in "ABCD"] == ["ABCD"[one.right - 1] for one in sheet]


@pytest.mark.parametrize("draw", [quiz.questions, quiz.answers])
def test_a_centres_own_long_quiz_stays_on_its_paper(draw) -> None:  # type: ignore[no-untyped-def]
    long = "des mots et " * 18
    own = Question.model_validate({"id": "a", "question": long, "answers": [long] * 4, "right": 4, "why": long})
    pdf = draw([[own] * 20], "Un quiz", drawing, AT)
    assert stays_on(lines(pdf), 210, 297)
    assert len(streams(pdf)) > 1


def test_what_to_try_is_one_page_in_order_with_its_drawings() -> None:
    tries = SHELF.advice["advice"].no_start
    pdf = no_start.no_start(tries, PAGES)
    assert len(streams(pdf)) == 1
    told = words(pdf)
    places = [told.index(" ".join(one.text.said("fr").split()[1:4])) for one in tries]
    assert places == sorted(places)
    assert told.count("essayé") >= len(tries)
    assert "Étape E2" in told
    assert "Étape" not in words(no_start.no_start(tries, no_start.Pages(drawing, AT, ())))


def test_more_tries_than_a_page_holds_go_on_on_the_next() -> None:
    one = Advice.model_validate({"part": "people", "text": "Essaie ceci, puis cela. " * 8, "drawing": "stop"})
    pdf = no_start.no_start([one] * 14, PAGES)
    assert stays_on(lines(pdf), 210, 297)
    assert len(streams(pdf)) > 1
    assert {str(number) for number in range(1, 15)} <= {line.text for line in lines(pdf)}


def test_every_signal_of_every_maker_is_in_the_table_with_where_it_comes_from() -> None:
    makers = SHELF.signals["signals"].makers
    told = words(no_start.signals(makers, PAGES))
    for maker in makers:
        assert f"{maker.maker} {maker.family}".strip() in told
    assert told.count("Bips :") + told.count("Lumière :") == sum(len(maker.signals) for maker in makers)
    assert told.count("Source :") == len(makers)
    assert told.count(" E2") == sum(signal.redo == "E2" for maker in makers for signal in maker.signals)


def test_a_maker_of_more_signals_than_a_page_holds_is_named_on_each() -> None:
    signal = {"by": "beeps", "pattern": "3 bips", "meaning": "La mémoire n’est pas bien mise. " * 3}
    maker = MakerSignals.model_validate({"maker": "Marque", "source": "un livre", "signals": [signal] * 60})
    pdf = no_start.signals([maker], PAGES)
    found = lines(pdf)
    assert stays_on(found, 210, 297)
    pages = {line.page for line in found}
    assert len(pages) > 1
    assert {line.page for line in found if line.text == "Marque"} == pages
