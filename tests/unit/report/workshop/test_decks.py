"""Cards to cut out: all words are on them, inside their frames, and long ones become smaller."""

import re
from collections.abc import Iterator

import pytest

from pcsol.i18n import speaking
from pcsol.model.workshop.booklets import Cards, Roles
from pcsol.report.workshop import decks
from tests.unit.report.workshop.paper import AT, drawing, glossary, lines, noun, stays_on, streams, words


@pytest.fixture(autouse=True)
def _french() -> Iterator[None]:
    with speaking("fr"):
        yield


def test_only_words_with_a_drawing_are_parts() -> None:
    deck = decks.parts(glossary())
    assert [face.title for face in deck.faces] == ["Mémoire"]
    assert "Nuage" not in words(decks.cut_out(deck, drawing, AT))


def test_word_cards_have_the_pupils_rubrics_and_who_wrote_them() -> None:
    said = words(decks.cut_out(decks.words(glossary()), drawing, AT))
    assert said.count("Dangereux des fois") == said.count("Cool en même temps") == 2
    assert "Les Condensateurs" in said


def test_a_card_says_whom_to_turn_to_and_when_that_was_looked_at() -> None:
    card = {"id": "a", "title": "Ça fait mal", "question": "Que faire ?", "dangerous": "Se taire.", "cool": "Aider.",
            "reflex": "J’en parle.", "call": "Le 3018."}  # fmt: skip
    found = Cards.model_validate(noun("cards", seen="2026-11", cards=[card, {**card, "id": "b", "call": None}]))
    said = words(decks.cut_out(decks.internet(found), drawing, AT))
    assert said.count("Le 3018.") == said.count("À qui en parler") == 1
    assert said.count("2026-11") == 2


@pytest.mark.parametrize("length", [1, 40, 85])
def test_a_text_of_any_length_stays_inside_its_card(length: int) -> None:
    """A centre's own: at most 600 signs each."""
    face = decks.Face("Un titre", (("", "mot " * length), ("Rubrique", "long " * length), ("Autre", "texte " * length)))
    found = lines(decks.cut_out(decks.Deck("Cartes", (face,), 2, 4, 12), drawing, AT))
    assert stays_on(found, 105 + 6, 297)
    assert max(line.y for line in found) <= 12 + 273 / 4


def test_cards_side_by_side_share_their_dashes() -> None:
    """Two dashed lines on one another, out of step, look like one that is not to be cut."""
    face = decks.Face("Un titre", ())
    (drawn,) = streams(decks.cut_out(decks.Deck("Cartes", (face,) * 4, 2, 2, 12), drawing, AT))
    sides = [tuple(map(float, one)) for one in re.findall(r"([\d.]+) ([\d.]+) m ([\d.]+) ([\d.]+) l S", drawn)]
    assert len(sides) == 16
    assert all(x <= until_x and y >= until_y for x, y, until_x, until_y in sides)


def test_so_many_copies_on_so_many_pages() -> None:
    roles = Roles.model_validate(
        noun(
            "roles",
            roles=[{"id": name, "title": name, "does": ["Ses mains."]} for name in ("pilot", "copilot", "observer")],
        )
    )
    assert len(streams(decks.cut_out(decks.roles(roles), drawing, AT, 1))) == 1
    assert len(streams(decks.cut_out(decks.roles(roles), drawing, AT, 3))) == 3
