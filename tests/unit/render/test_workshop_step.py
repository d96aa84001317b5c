"""A step's screen fits on the smallest terminal, and keeps its one idea whatever else goes."""

import pytest

from pcsol.render.workshop.large import _SIGNS, large
from pcsol.render.workshop.step import Sheet, lines

LONG = "Mémoire : notez la place, ouvrez les deux clips et tenez-la par les bords."


@pytest.mark.parametrize("columns", [30, 60, 100])
@pytest.mark.parametrize("most", [6, 8, 14, 19, 33])
def test_nothing_is_wider_or_higher_than_the_screen_and_the_idea_stays(columns: int, most: int) -> None:
    sheet = Sheet("Démonter - C6, 16 sur 35 - Les Hérissons", LONG, shout="C6", below=["Pour tous."] * 6)
    found = [line.plain for line in lines(sheet, columns, most)]
    assert len(found) <= most
    assert max(map(len, found)) <= columns
    if columns >= 60:
        assert LONG.rsplit(maxsplit=1)[-1] in " ".join(found)


def test_large_signs_come_only_where_all_the_rest_has_its_place() -> None:
    sheet = Sheet("top", "idea", shout="C6", below=["one", "two"])
    assert any("#" in line.plain for line in lines(sheet, 60, 18))
    assert not any("#" in line.plain for line in lines(sheet, 60, 8))
    assert any(line.plain == "two" for line in lines(sheet, 60, 8))


def test_a_code_is_as_wide_as_a_small_terminal_and_words_without_large_signs_stay_words() -> None:
    assert max(len(line.plain) for line in large("VAL-0042-D", 60)) <= 60
    assert len(large("VAL-0042-D", 60)) == 5
    assert [line.plain for line in large("VAL-0042-D", 40)] == ["VAL-0042-D"]
    assert [line.plain for line in large("ç", 60)] == ["Ç"]


def test_every_large_sign_differs_from_every_other() -> None:
    drawn = ["\n".join(line.plain for line in large(sign, 60)) for sign in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"]
    assert len(set(drawn)) == len(drawn)
    assert all("#" in one for one in drawn)


def test_every_large_sign_is_five_by_five() -> None:
    assert {sign: len(drawn) for sign, drawn in _SIGNS.items() if len(drawn) != 25} == {}
