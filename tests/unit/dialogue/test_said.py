"""What a tired volunteer answers, and what is never guessed from it."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcsol.commands.dialogue import said

NAMES = {"tower": "tour", "desktop": "bureau à plat", "small": "petit boîtier", "mini": "mini"}


@pytest.mark.parametrize(
    ("answer", "meant"),
    [("o", True), (" OUI", True), ("y", True), ("n", False), ("Non ", False), ("bof", None), ("", None)],
)
def test_a_yes_is_a_yes_in_both_languages(answer: str, meant: bool | None) -> None:
    assert said.yes_or_no(answer) is meant


@pytest.mark.parametrize(
    ("answer", "meant"),
    [("2", 2), ("0", 0), ("aucun", 0), ("-1", None), ("deux", None), ("٣", None), ("1e3", None), ("999", None)],
)
def test_a_count_is_a_small_whole_number(answer: str, meant: int | None) -> None:
    assert said.count(answer) == meant


@pytest.mark.parametrize(
    ("answer", "meant"),
    [
        ("1", "tower"),
        ("Tour", "tower"),
        ("small", "small"),
        ("petit", "small"),
        ("m", "mini"),
        ("5", None),
        ("0", None),
        ("", None),
        ("truc", None),
    ],
)
def test_a_choice_by_number_name_or_beginning(answer: str, meant: str | None) -> None:
    assert said.choice(answer, NAMES) == meant


def test_the_beginning_of_two_names_is_no_choice() -> None:
    assert said.choice("p", {"a": "plat", "b": "petit"}) is None


def test_nothing_is_an_empty_list_and_not_unknown() -> None:
    assert said.several(["rien"]) == said.several(["None"]) == ()
    assert said.several(["capot, mémoire ;  capot", "disque"]) == ("capot", "mémoire", "disque")


@pytest.mark.parametrize(
    ("answer", "meant"),
    [
        ("23/11/2026", date(2026, 11, 23)),
        ("2026-11-23", date(2026, 11, 23)),
        ("3.1.2027", date(2027, 1, 3)),
        ("31/02/2026", None),
        ("23/11/26", None),
        ("lundi", None),
    ],
)
def test_a_day_is_read_as_it_is_written_in_france(answer: str, meant: date | None) -> None:
    assert said.day(answer) == meant


@pytest.mark.parametrize(
    ("answer", "meant"),
    [("14:30", time(14, 30)), ("14h30", time(14, 30)), ("9h", time(9)), ("14", None), ("25:00", None), ("midi", None)],
)
def test_an_hour_is_read_with_its_h(answer: str, meant: time | None) -> None:
    assert said.hour(answer) == meant


@given(st.text(max_size=30))
def test_no_answer_at_all_breaks_a_question(answer: str) -> None:
    for read in (
        said.yes_or_no,
        said.count,
        said.day,
        said.hour,
        lambda a: said.choice(a, NAMES),
        lambda a: said.several([a]),
    ):
        read(answer)
