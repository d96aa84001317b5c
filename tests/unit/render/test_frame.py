"""The guided menu's frame on small and large screens, with and without colours."""

import io

import pytest

from pcsol.i18n import speaking
from pcsol.render import frame
from pcsol.render.console import Screen
from pcsol.render.frame import Foot
from pcsol.report.tower_sheet import tower_sheet
from pcsol.rounds import words
from pcsol.rounds.sofar import SoFar, next_step
from tests.towers import TOWERS

LONG = "PAS ENCORE SAUVÉ : " + "une raison fort longue, " * 20


def printed(name: str, columns: int, lines: int, lang: str = "fr") -> list[str]:
    stream = io.StringIO()
    with speaking(lang):
        foot = Foot(
            words.keys(on_stick=True), LONG, is_saved=False, next_step=next_step(SoFar("VAL-0042-D")), notice=LONG
        )
        frame.first(Screen(stream, width=columns, height=lines), tower_sheet(TOWERS[name]).cover, foot)
    return stream.getvalue().split("\n")


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("columns", [60, 64, 80, 128])
@pytest.mark.parametrize("name", TOWERS)
def test_it_never_scrolls_and_never_breaks_a_line(name: str, columns: int, lang: str) -> None:
    for lines in (20, 24, 25, 48):
        shown = printed(name, columns, lines, lang)
        assert len(shown) <= lines
        assert max(map(len, shown)) < columns + 1
        assert shown[-1].endswith("> "), "the cursor stays behind the keys"


def test_a_key_stays_on_one_line_with_its_word() -> None:
    keys = [key for line in printed("good", 60, 20)[-2:] for key in line.removesuffix(" > ").split("  ")]
    assert keys == [
        "Entrée : fiche", "C : code", "T : tester", "D : effacer un disque", "A : aide et plus", "X : éteindre"
    ]  # fmt: skip


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_without_colours_no_escape_is_written(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert "\x1b" not in "".join(printed("failing", 60, 20))
