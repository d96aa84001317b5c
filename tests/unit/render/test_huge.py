"""A tower's screen in a room of thirty: the word and the code are always there, whatever else has room."""

import io

import pytest

from pcsol.i18n import _, speaking
from pcsol.render.batch import huge
from pcsol.render.batch.huge import WORDS, Line, State
from pcsol.render.console import Screen
from pcsol.render.signs import plain

ROOM = [
    "The room closes at {hour}. Will it have finished? Not known.",
    "The room closes at {hour}: this tower will have finished.",
    "The room closes at {hour}: this tower will not have finished.",
]
STEPS = (("inventaire", "[x]"), ("contrôles", "[>]"), ("effacement", "[ ]"))


def _shown(state: State, columns: int = 64, lines: int = 24) -> list[str]:
    return [line.plain for line in huge.picture(state, columns, lines)]


@pytest.mark.parametrize("spoken", ["fr", "en"])
@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize(("columns", "lines"), [(64, 24), (80, 25), (128, 48)])
def test_the_word_is_huge_on_every_console(word: str, columns: int, lines: int, spoken: str) -> None:
    with speaking(spoken):
        found = _shown(State(word, "VAL-0042-D", STEPS, keys="X"), columns, lines)
        assert len(found) <= lines
        assert all(len(line) <= columns for line in found)
        marks = sum(line.count("#") for line in found)
        assert marks > 30 * len(_(WORDS[word][0]).replace(" ", ""))  # signs of five by ten at least, and the code below


def test_the_code_stays_when_much_is_to_be_said() -> None:
    needs = tuple(f"Il faut une main pour la chose numéro {number}, et vite." for number in range(30))
    found = _shown(State("waits", "VAL-0042-D", STEPS, needs=needs, keys="Entrée : continuer"))
    assert len(found) <= 24
    assert found[-1] == "Entrée : continuer"
    with_code = _shown(State("waits", "VAL-0042-D", STEPS))
    assert found[: len(with_code) - 3][:12] == with_code[:12]


@pytest.mark.parametrize("spoken", ["fr", "en"])
@pytest.mark.parametrize("text", ROOM)
def test_when_the_room_closes_takes_one_line_of_the_smallest_console(text: str, spoken: str) -> None:
    with speaking(spoken):
        said = _(text).format(hour="17:30")
        assert plain(said) in _shown(State("tests", "VAL-0042-D", STEPS, room=said), 60, 20)


def test_a_tower_without_a_code_says_so() -> None:
    with speaking("fr"):
        assert any("CODE" in line for line in _shown(State("looks", None, STEPS)))


def test_what_goes_on_has_a_bar_a_share_and_the_time_left() -> None:
    lines = (Line("sda", 0.5, "encore 12 min"), Line("mémoire", None))
    found = _shown(State("erases", "VAL-0042-D", STEPS, lines=lines))
    assert any("##########.........." in line and " 50%" in line and "12 min" in line for line in found)
    assert any(line.strip() == "mémoire" for line in found)


def test_it_is_shown_whole_without_a_line_too_many() -> None:
    stream = io.StringIO()
    huge.show(Screen(stream, width=64, height=24), State("done", "VAL-0042-D", STEPS, keys="X : fin"))
    assert stream.getvalue().count("\n") < 24
