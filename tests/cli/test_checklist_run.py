"""`pcsol checklist run` at a real terminal: keys, an adult's code, STOP, a power cut, and what is kept at the end."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pcsol.exitcodes import ExitCode
from pcsol.judge.compare import compare
from pcsol.model.probe import Clock, Probe
from pcsol.model.record import TowerRef
from pcsol.store import find, records
from pcsol.store.workshops.desk import FolderRoom
from tests.cli.keyboard import pcsol
from tests.cli.pty_person import LINES, Person
from tests.towers import GOOD

pytestmark = [pytest.mark.process, pytest.mark.usefixtures("nobody_stays")]
CODE = "VAL-0042-D"
# Two phases around a break, with every step that asks for something.
OWN = """
schema: pcsol/workshop/1
kind: checklist
id: own-list
title: {fr: Petit atelier, en: Small workshop}
text: {fr: Un petit atelier., en: A small workshop.}
people: young
tower: given
closed_by: CLOSED
quiz: own-quiz
phases:
  - id: A
    title: {fr: Avant, en: Before}
    steps:
      - {id: A1, short: {fr: Écouter les règles., en: Listen to the rules.}, minutes: 2, role: pilot, drawing: stop,
         detail: {fr: Cinq règles., en: Five rules.}, mistake: {fr: Commencer trop tôt., en: Too early.}}
      - {id: A3, short: {fr: Un adulte débranche le câble., en: An adult unplugs the cord.}, minutes: 1, gate: adult}
      - {id: C7, short: {fr: Compter les vis., en: Count the screws.}, minutes: 1, asks: counts}
  - id: P
    title: {fr: Pause, en: Break}
    rest: 20
  - id: E
    title: {fr: Après, en: After}
    steps:
      - {id: E2, short: {fr: Compter encore., en: Count again.}, minutes: 1, role: observer, asks: counts}
      - {id: H4, short: {fr: Le quiz., en: The quiz.}, minutes: 1, asks: quiz}
      - {id: H5, short: {fr: Votre avis., en: What you think.}, minutes: 1, asks: opinion}
"""
QUIZ = """
schema: pcsol/workshop/1
kind: quiz
id: own-quiz
title: {fr: Questions, en: Questions}
ask: 1
questions:
  - id: first
    question: {fr: Que fait-on en premier ?, en: What comes first?}
    answers: [{fr: Débrancher., en: Unplug.}, {fr: Ouvrir., en: Open.}]
    right: 1
    why: {fr: Le courant est dangereux., en: Current is dangerous.}
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home" / "profiles" / "workshops"
    folder.mkdir(parents=True)
    (folder / "own-quiz.yaml").write_text(QUIZ, "utf-8")
    closes(tmp_path / "home", "people")
    return tmp_path / "home"


def closes(home: Path, by: str) -> None:
    (home / "profiles/workshops/own-list.yaml").write_text(OWN.replace("CLOSED", by), "utf-8")


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
    shown = person.text.count(code)
    through_gate(person, code)
    assert person.text.count(code) == shown
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
        person.sees("combien")
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
        person.sees("combien d")
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


def compared(home: Path, before: Probe, at: datetime, **changed: object) -> None:
    """What the tower's own menu keeps: a look, and its comparison."""
    after = before.model_copy(update={"taken_at": at, **changed})
    tower, moment = TowerRef(code=CODE, marks=after.identity.marks), records.Moment(at, Clock(source="rtc"))
    records.keep(home, "compare", compare(before, after), tower, moment)
    records.keep(home, "probe", after, tower, moment)


def closed_by(person: Person, code: str, *after: str) -> None:
    """An adult types the code once for each of these."""
    for said in after:
        person.types("g")
        person.sees("quatre chiffres")
        person.types(f"{code}\n")
        person.sees(said)


def at_the_end(home: Path) -> tuple[Person, str, Probe]:
    """A tower to be given, put back by its group. It was compared once, right, before all that."""
    closes(home, "comparison")
    before = look(home, datetime.now(UTC) - timedelta(hours=1))
    compared(home, before, datetime.now(UTC) + timedelta(days=1000))
    person, code = begun(home, "--tower", CODE)
    to_the_end(person, code)
    person.sees("clé PCSol")
    return person, code, before


def test_a_part_that_is_missing_is_told_and_the_workshop_does_not_close(home: Path) -> None:
    person, _code, before = at_the_end(home)
    person.types("\n")
    person.sees("après le travail n'est encore ici")
    bare = GOOD.memory.model_copy(update={"slots": (), "total_bytes": 1, "installed_bytes": 1})
    compared(home, before, datetime(2009, 1, 1, tzinfo=UTC), memory=bare)  # its battery was out
    person.types("\n")
    person.sees("À REVOIR")
    assert "un adulte débranche" in " ".join(person.text.split()), "the tower runs while this is read"
    while "clé PCSol" not in person.text:
        person.types("\n")
        person.waits()
    events = FolderRoom(home).desks()[0].events("g1")
    told = [(one.part, one.change, one.found) for one in events if one.kind == "compared"]
    assert told[0] == (None, None, "to-look-at")
    assert ("memory", "missing", "to-look-at") in told


def test_a_right_comparison_and_a_second_reader_close_it(home: Path) -> None:
    person, code, before = at_the_end(home)
    compared(home, before, datetime.now(UTC))
    person.types("\n")
    person.waits()
    while "OK. Tout est à sa place." not in person.text:
        assert "NON MESURABLE" in person.text, person.screen
        person.types("oui\n")
        person.waits()
    person.types("\n")
    person.sees("adulte relit tout. Un seul adulte")
    closed_by(person, code, "Un adulte ferme", "Quel jour")
    person.types("\n")  # this machine's clock is believed no more than a tower's
    person.sees("est gardée")
    assert person.ends() == ExitCode.OK
    (kept,) = (one for one in find.everything(home).records if one.kind == "checklist")
    assert (kept.tower.code, kept.body["compared"], kept.body["reader"]) == (CODE, "ok", True)


def test_what_an_adult_read_on_the_tower_s_screen_counts_with_the_code(home: Path) -> None:
    person, code, _before = at_the_end(home)
    person.types("g")
    person.sees("dit-il OK")
    person.types("\n")
    person.sees("clé PCSol")
    person.types("g")
    person.sees("dit-il OK")
    person.types("oui\n")
    person.sees("quatre chiffres")
    person.types(f"{code}\n")
    person.sees("adulte relit tout. Un seul adulte")
    events = FolderRoom(home).desks()[0].events("g1")
    assert [(one.found, one.record, one.who) for one in events if one.kind == "compared"] == [("ok", None, "adult")]
    person.power_cut()


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


def test_two_adults_have_a_code_each_and_one_does_not_close_what_the_same_one_read(home: Path) -> None:
    closes(home, "comparison")
    look(home, datetime.now(UTC))
    person = Person(
        home, "checklist", "run", "own-list", "--level", "explorer", "--people", "4", "--group", "Les Hérissons",
        "--tower", CODE, "--adults", "2",
    )  # fmt: skip
    person.sees("deuxième adulte seul")
    desk = FolderRoom(home).desks()[0]
    code, second = desk.code(), desk.second_code()
    assert second
    person.types("\n")
    person.sees("code des adultes")
    person.types("\n")
    person.sees("Écouter les règles.")
    to_the_end(person, code)
    person.sees("clé PCSol")
    person.types("g")
    person.sees("dit-il OK")
    person.types("oui\n")
    person.sees("quatre chiffres")
    person.types(f"{code}\n")
    person.sees("Un deuxième adulte relit tout")
    closed_by(person, second, "Un adulte ferme", "Celui qui a tout relu")
    closed_by(person, code, "Quel jour")
    person.power_cut()
    assert [(one.kind, one.adult) for one in desk.events("g1")[-3:]] == [("reader", 2), ("close", 2), ("close", 1)]
