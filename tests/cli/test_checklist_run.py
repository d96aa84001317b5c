"""`pcsol checklist run` at a real terminal: keys, an adult's code, STOP, a power cut, and what is kept at the end."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pcsol.exitcodes import ExitCode
from pcsol.model.probe import Clock, Probe
from pcsol.model.record import TowerRef
from pcsol.store import find, records
from pcsol.store.workshops.desk import FolderRoom
from tests.cli.keyboard import pcsol
from tests.cli.own_list import laid_out
from tests.cli.pty_person import LINES, Person
from tests.towers import GOOD

pytestmark = [pytest.mark.process, pytest.mark.usefixtures("nobody_stays")]
CODE = "VAL-0042-D"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return laid_out(tmp_path / "home")


def begun(home: Path, *more: str, **how: Path) -> tuple[Person, str]:
    """A group of four that has read no step yet, and the adults' code."""
    person = Person(
        home, "checklist", "run", "own-list", "--level", "explorer", "--people", "4", "--group", "Les Hérissons",
        *(more or ("--school",)), "--vouched", "facilitator", **how,
    )  # fmt: skip
    person.sees("code des adultes")
    person.types("\n")
    person.sees("Écouter les règles.")
    return person, FolderRoom(home).desks()[0].code()


def test_the_adults_code_is_not_shown_while_it_is_typed(home: Path) -> None:
    person, code = begun(home)
    shown = person.ever.count(code)
    through_gate(person, code)
    assert person.ever.count(code) == shown
    person.types("x")
    person.ends(1)


def at_gate(person: Person) -> None:
    person.types("\n")
    person.sees("Un adulte débranche le câble.")


def through_gate(person: Person, code: str) -> None:
    at_gate(person)
    person.types("g")
    person.sees("quatre chiffres")
    person.types(f"{code}\n")
    person.sees("Entrée : fait")
    person.types("\n")
    person.sees("Compter les vis.")


def counted(person: Person, numbers: list[str], after: str) -> None:
    person.types("\n")
    for number in numbers:
        person.sees_anew("combien")
        person.types(f"{number}\n")
    person.sees(after)


def to_the_end(person: Person, code: str) -> None:
    through_gate(person, code)
    counted(person, ["2", "", "", "", "", "", "5", ""], "Pause")
    person.types("\n")
    person.sees("Compter encore.")
    counted(person, ["2", "0"], "Le quiz.")
    person.types("\n")
    person.sees("Que fait-on en premier")
    person.types("1\n")
    person.sees("Le courant est dangereux.")
    person.types("\n")
    person.sees("Votre avis.")
    person.types("\n")
    for number in ("3", "1", ""):
        person.sees_anew("combien d")
        person.types(f"{number}\n")


def test_a_group_goes_from_the_first_step_to_a_record_on_a_screen_of_60_by_20(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    person, code = begun(home, "--school", "--json", out=out)
    person.sees("X : pause")
    assert "A = pilote" in person.text
    assert "D = sécurité" in person.text
    assert len(person.screen.splitlines()) <= LINES
    to_the_end(person, code)
    person.sees("Un adulte ferme")
    closed_by(person, code, "est gardée")
    assert person.ends() == ExitCode.OK
    body = json.loads(out.read_text("utf-8"))
    assert body["schema"] == "pcsol/checklist-run/1"
    assert body["closed"] is True
    assert [(one["id"], one["state"]) for one in body["steps"]] == [
        (name, "done") for name in ("A1", "A3", "C7", "E2", "H4", "H5")
    ]
    assert body["counts"] == {"pot-1": 2, "parts": 5}
    kept = [one for one in find.everything(home).records if one.kind == "checklist"]
    assert [one.body for one in kept] == [body]
    assert "Hérissons" not in kept[0].model_dump_json()
    closing = FolderRoom(home).desks()[0].closed()
    assert closing is not None
    assert closing.faces == {"3": 3, "2": 1}
    assert closing.present.bands == {"11-14": 4}


def test_after_a_power_cut_it_goes_on_at_the_same_step(home: Path) -> None:
    person, code = begun(home)
    through_gate(person, code)
    person.power_cut()
    again = Person(home, "checklist", "resume")
    again.sees("Compter les vis.")
    again.types("x")
    assert again.ends() == ExitCode.FINDINGS
    assert "pcsol checklist resume" in again.text


def test_a_gate_opens_with_the_adults_code_alone_and_undo_takes_back(home: Path) -> None:
    person, code = begun(home)
    at_gate(person)
    assert "mains" in person.text.lower()
    person.types("\n")
    person.sees("Un adulte vient d'abord. G :")
    person.types("g")
    person.sees("quatre chiffres")
    person.types(f"{(int(code) + 1) % 10000:04d}\n")
    person.sees("Ce n'est pas le code")
    person.sees("X : pause")
    assert "Entrée : fait" not in person.text
    person.types("r")
    person.sees("Écouter les règles.")
    person.power_cut()
    assert [one.kind for one in FolderRoom(home).desks()[0].events("g1")] == ["tick", "call", "undo"]


def test_stop_is_large_and_only_an_adult_goes_on(home: Path) -> None:
    person, code = begun(home)
    person.types("s")
    person.sees("pour reprendre")
    assert "#### ##### ### ####" in person.text, "STOP in large signs"
    person.types("\n")
    person.types("g")
    person.sees("quatre chiffres")
    person.types(f"{code}\n")
    person.sees("Écouter les règles.")
    person.power_cut()


def test_stop_can_be_said_where_a_number_is_asked_for(home: Path) -> None:
    person, code = begun(home)
    through_gate(person, code)
    person.types("\n")
    person.sees("combien de vis ?")
    person.sees("STOP >")
    person.types("s\n")
    person.sees("Mains hors de la tour.")
    person.types("\n")
    person.sees_anew("Mains hors de la tour.")
    closed_by(person, code, "Compter les vis.")
    person.power_cut()


def test_help_tells_the_detail_the_mistake_and_where_the_drawing_is(home: Path) -> None:
    person, _code = begun(home)
    person.types("a")
    text = person.sees("Le dessin est sur le papier")
    assert "Cinq règles." in text
    assert "Commencer trop tôt." in text
    person.types("\n")
    person.sees("Écouter les règles.")
    person.power_cut()


def test_a_screw_too_many_is_not_passed_over(home: Path) -> None:
    person, code = begun(home)
    through_gate(person, code)
    counted(person, ["2", "", "", "", "", "", "", ""], "Pause")
    person.types("\n")
    person.sees("Compter encore.")
    counted(person, ["1"], "Compté avant : 2")
    person.sees("X : pause")
    assert "Compter encore." in person.text
    person.power_cut()


def look(home: Path, at: datetime, **changed: object) -> Probe:
    body = GOOD.model_copy(update={"taken_at": at, "disks": (), "hidden_storage": (), **changed})
    tower = TowerRef(code=CODE, marks=body.identity.marks)
    records.keep(home, "probe", body, tower, records.Moment(at, Clock(source="ntp", trusted=True)))
    return body


def closed_by(person: Person, code: str, *after: str) -> None:
    """An adult types the code once for each of these."""
    for said in after:
        person.types("g")
        person.sees("quatre chiffres")
        person.types(f"{code}\n")
        person.sees(said)


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("own-list", "--tower", CODE), "Personne ne sait quels disques"),
        (("nothing",), "liste « nothing »"),
        (("heatsink",), "--with heatsink"),
        (("own-list", "--school", "--level", "baby"), "niveau"),
        (("own-list", "--school", "--level", "explorer", "--people", "4", "--group", "Kevin"), "surnom"),
        (("full", "--school", "--level", "discovery"), "discovery"),
    ],
)
def test_what_may_not_begin_is_refused_with_its_remedy(home: Path, argv: tuple[str, ...], words: str) -> None:
    person = Person(home, "checklist", "run", *argv)
    assert person.ends() == ExitCode.WORKSHOP_NOT_POSSIBLE
    assert words in person.text
    assert FolderRoom(home).desks() == []


def test_a_disk_that_is_not_erased_keeps_the_tower_out(home: Path) -> None:
    look(home, datetime.now(UTC) - timedelta(hours=1), disks=GOOD.disks)
    person = Person(home, "checklist", "run", "own-list", "--tower", CODE)
    assert person.ends() == ExitCode.WORKSHOP_NOT_POSSIBLE
    assert "pcsol wipe run" in person.text


def test_without_a_terminal_it_says_what_to_use_instead(monkeypatch: pytest.MonkeyPatch, pcsol_home: Path) -> None:
    said = pcsol(monkeypatch, "checklist", "run", "full")
    assert said.status == ExitCode.ANSWER_NEEDED
    assert "pcsol checklist serve" in said.err
    assert pcsol(monkeypatch, "checklist", "resume").status == ExitCode.ANSWER_NEEDED
    assert pcsol(monkeypatch, "checklist", "run").status == ExitCode.USAGE


def test_with_nothing_to_go_on_with_it_says_how_to_begin(home: Path) -> None:
    person = Person(home, "checklist", "resume")
    assert person.ends() == ExitCode.WORKSHOP_NOT_POSSIBLE
    assert "pcsol checklist run ID" in person.text
