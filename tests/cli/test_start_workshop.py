"""`pcsol start` with `workshop: true`: before, after with advice, help; on a recorded tower, at a real terminal."""

import subprocess
import sys
from pathlib import Path

import pytest

from pcsol.store import find
from tests.cli.pty_person import COLUMNS, LINES, Person

pytestmark = [pytest.mark.process, pytest.mark.usefixtures("nobody_stays")]
TOWER = Path(__file__).resolve().parents[1] / "machines" / "made-up-optiplex-7010"
BADLY = TOWER.with_name("made-up-optiplex-7010-put-together-badly")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "settings.yaml").write_text("workshop: oui\n", "utf-8")
    return tmp_path / "home"


def menu(home: Path, tower: Path) -> Person:
    person = Person(home, "--machine", str(tower), "start")
    person.sees("X : quitter >")
    return person


def test_the_menu_has_neither_codes_nor_erasing_and_fits(home: Path) -> None:
    person = menu(home, TOWER)
    assert len(person.screen.splitlines()) <= LINES
    assert max(map(len, person.screen.splitlines())) <= COLUMNS
    for key in ("c", "r", "w", "!"):
        person.types(key)
        person.sees_anew("ne fait rien ici")
    assert find.everything(home).records == ()


def test_a_tower_put_back_badly_is_told_in_words_to_act_on_and_a_second_look_has_the_same_before(home: Path) -> None:
    person = menu(home, TOWER)
    person.types("v")
    person.sees("Gardée comme elle est")
    person.types("x")
    assert person.ends() == 0
    for _time in range(2):
        person = menu(home, BADLY)
        person.types("p")
        person.sees("À REVOIR - 1 sur")
        person.types("x")
        person.sees("V : garder avant")
        person.types("x")
        assert person.ends() == 0
    kept = find.everything(home).records
    assert [one.kind for one in kept].count("compare") == 2
    before = {one.body["before_id"] for one in kept if one.kind == "compare"}
    assert before == {next(one.id for one in kept if one.kind == "probe")}


def test_help_for_no_start_goes_one_thing_at_a_time(home: Path) -> None:
    person = menu(home, TOWER)
    person.types("d")
    person.sees("Elle ne démarre pas - 1 sur")
    person.types("\n")
    person.sees("Elle ne démarre pas - 2 sur")


def test_sockets_and_beeps_are_there_and_a_recorded_tower_is_not_warmed(home: Path) -> None:
    person = menu(home, TOWER)
    person.types("u")
    person.sees("Gardée comme elle est")
    (kept,) = find.everything(home).records
    assert {"load", "sockets"} <= {one["what"] for one in kept.body["unknown"]}
    person.types("d")
    person.sees("Elle ne démarre pas - 1 sur")
    person.types("b")
    person.sees("= Dell Precision")
    person.types("1")
    assert "HP - 1 sur" in person.sees("4 bips")
    assert len(person.screen.splitlines()) <= LINES
    assert max(map(len, person.screen.splitlines())) <= COLUMNS


def test_before_is_not_kept_twice_a_day_without_an_adults_word(home: Path) -> None:
    person = menu(home, TOWER)
    for typed, said in (("", "Gardée comme elle est"), ("\n", "Rien de nouveau"), ("oui\n", "Gardée comme elle est")):
        person.types("v")
        if typed:
            person.sees("L'adulte tape OUI")
            person.types(typed)
        person.sees(said)
    assert len(find.everything(home).records) == 2


def test_nothing_that_erases_or_opens_a_shell_is_even_loaded() -> None:
    code = (
        "import sys; import pcsol.rounds.workshop.tower, pcsol.commands.checklist.table.past, "
        "pcsol.commands.checklist.table.trials, pcsol.commands.dialogue.visit; print(*sys.modules)"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "pcsol.rounds.workshop.tower" in loaded
    forbidden = ("pcsol.wipe", "pcsol.tools.block", "pcsol.commands.wipe", "pty")
    assert [one for one in loaded if one.startswith(forbidden)] == []
