"""`pcsol start` on a recorded tower, at a real terminal: tests and erasing are reached, and nothing is erased."""

from pathlib import Path

import pytest

from pcsol.store import find
from tests.cli.pty_person import COLUMNS, LINES, Person

pytestmark = [pytest.mark.process, pytest.mark.usefixtures("nobody_stays")]
TOWER = Path(__file__).resolve().parents[1] / "machines" / "made-up-optiplex-7010"


@pytest.fixture
def person(tmp_path: Path) -> Person:
    (tmp_path / "home").mkdir()
    found = Person(tmp_path / "home", "--machine", str(TOWER), "start")
    found.sees("X : quitter >")
    return found


def test_the_first_screen_fits_and_says_the_next_step(person: Person) -> None:
    assert "Ensuite : collez une étiquette" in person.text
    assert len(person.screen.splitlines()) <= LINES
    assert max(map(len, person.screen.splitlines())) <= COLUMNS


def test_a_disk_that_may_not_be_erased_says_why_and_no_number_erases_it(person: Person, tmp_path: Path) -> None:
    person.types("d")
    person.sees("Personne n'a encore reçu cette tour ici")
    person.types("1")
    person.sees("X : quitter >")
    person.types("x")
    assert person.ends() == 0
    assert [one.kind for one in find.everything(tmp_path / "home").records] == ["probe"]


def test_a_tower_is_tested_from_the_menu_and_comes_back_to_it(person: Person) -> None:
    person.types("t")
    person.sees("Restez-vous")
    person.types("non\n")
    person.sees("Page 1 sur", 60)
    person.types("q")
    person.sees("retour au menu")
    person.types("\n")
    person.sees("X : quitter >")


def test_sending_without_a_hub_says_what_to_do(person: Person) -> None:
    person.types("a")
    person.sees("S : envoyer")
    person.types("s")
    assert "pcsol push --enrol" in person.sees("X : quitter >")
