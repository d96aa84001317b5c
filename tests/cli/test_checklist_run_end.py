"""The end of `pcsol checklist run`: the tower's comparison, what people see instead, and who closes it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pcsol.checklist.course import course
from pcsol.exitcodes import ExitCode
from pcsol.judge.compare import compare
from pcsol.model.probe import Clock, Probe
from pcsol.model.record import TowerRef
from pcsol.store import find, records
from pcsol.store.workshops.desk import FolderRoom
from pcsol.store.workshops.results import FolderResults
from pcsol.store.workshops.shelf import load_workshops
from tests.cli.own_list import closes
from tests.cli.pty_person import Person
from tests.cli.test_checklist_run import CODE, begun, closed_by, counted, home, look, through_gate, to_the_end
from tests.towers import GOOD

__all__ = ["home"]
pytestmark = [pytest.mark.process, pytest.mark.usefixtures("nobody_stays")]
BARE = GOOD.memory.model_copy(update={"slots": (), "total_bytes": 1, "installed_bytes": 1})


def compared(home: Path, before: Probe, at: datetime, **changed: object) -> None:
    """What the tower's own menu keeps: a look, and its comparison."""
    after = before.model_copy(update={"taken_at": at, **changed})
    tower, moment = TowerRef(code=CODE, marks=after.identity.marks), records.Moment(at, Clock(source="rtc"))
    records.keep(home, "compare", compare(before, after), tower, moment)
    records.keep(home, "probe", after, tower, moment)


def at_the_end(home: Path) -> tuple[Person, str, Probe]:
    """A tower to be given, put back by its group. It was compared once, right, before all that."""
    closes(home, "comparison")
    before = look(home, datetime.now(UTC) - timedelta(hours=1))
    compared(home, before, datetime.now(UTC) + timedelta(days=1000))
    person, code = begun(home, "--tower", CODE)
    to_the_end(person, code)
    person.sees("clé PCSol")
    return person, code, before


def read_off(person: Person, code: str) -> None:
    """An adult says that the tower's own screen says OK."""
    person.types("g")
    person.sees("dit-il OK")
    person.types("oui\n")
    person.sees("quatre chiffres")
    person.types(f"{code}\n")


def is_held(person: Person) -> None:
    """Whatever the tower said is read, one screen after the other."""
    for _screen in range(20):
        if "Ne pas l'ouvrir" in person.text:
            return
        person.types("\n")
        person.waits()
    raise AssertionError(person.text)


def is_unplugged(person: Person, code: str) -> None:
    """No key but an adult's leads on; then the step is there again."""
    person.types("\n")
    person.sees("Un adulte vient d'abord.")
    person.types("a")
    person.sees("Un adulte est appelé.")
    person.types("g")
    person.sees("quatre chiffres")
    person.types(f"{code}\n")
    person.sees("Compter encore.")


def test_a_part_that_is_missing_is_told_and_the_workshop_does_not_close(home: Path) -> None:
    person, code, before = at_the_end(home)
    person.types("\n")
    person.sees("après le travail n'est encore ici")
    compared(home, before, datetime(2009, 1, 1, tzinfo=UTC), memory=BARE)  # its battery was out
    person.types("\n")
    person.sees("À REVOIR")
    person.sees("un adulte débranche")  # the tower runs while this is read
    is_held(person)
    assert "Refaire ensuite l'étape E2" in person.text
    compared(home, before, datetime.now(UTC))  # somebody pressed P once more before it was opened
    is_unplugged(person, code)
    desk = FolderRoom(home).desks()[0]
    plan, events = desk.plan(), desk.events("g1")
    now = course(load_workshops(home).outline_of(plan), events)
    assert FolderResults(home).result(plan, plan.groups[0], now) is None
    told = [(one.part, one.change, one.found) for one in events if one.kind == "compared"]
    assert told[0] == (None, None, "to-look-at")
    assert ("memory", "missing", "to-look-at") in told


def test_what_the_tower_says_is_shown_at_its_step_before_anybody_opens_it(home: Path) -> None:
    """A group that read it on the tower alone would have nobody to unplug it first."""
    closes(home, "comparison")
    file = home / "profiles/workshops/own-list.yaml"
    file.write_text(file.read_text("utf-8").replace("role: observer, asks: counts", "role: observer, asks: restart"))
    before = look(home, datetime.now(UTC) - timedelta(hours=1))
    person, code = begun(home, "--tower", CODE)
    through_gate(person, code)
    counted(person, ["2", "", "", "", "", "", "5", ""], "Pause")
    person.types("\n")
    person.sees("L : voir le résultat")
    person.sees("X : pause")  # all keys are seen on a small screen
    person.types("l")
    person.sees("après le travail n'est encore ici")
    compared(home, before, datetime.now(UTC), memory=BARE)
    person.types("l")
    person.sees("À REVOIR")
    is_held(person)
    person.power_cut()


def test_a_tower_that_does_not_start_is_helped_from_the_screen_that_goes_on(home: Path) -> None:
    """Its own menu is of no use then."""
    person, _code, _before = at_the_end(home)
    person.sees("D : elle ne démarre pas")
    person.types("d")
    person.sees("Elle ne démarre pas - 1 sur")
    person.sees("S : STOP")
    person.types("b")
    person.sees("Quelle est la marque")
    person.types("\n")
    person.sees_anew("Elle ne démarre pas - 1 sur")
    person.types("s")
    person.sees("Mains hors de la tour.")
    person.power_cut()


def test_no_adult_says_ok_in_the_stead_of_a_comparison_that_found_a_fault(home: Path) -> None:
    person, _code, before = at_the_end(home)
    compared(home, before, datetime.now(UTC), memory=BARE)
    person.types("g")
    person.sees("est ici et dit À REVOIR")
    assert not [one for one in FolderRoom(home).desks()[0].events("g1") if one.kind == "compared"]
    person.power_cut()


def test_a_right_comparison_and_a_second_reader_close_it(home: Path) -> None:
    person, code, before = at_the_end(home)
    compared(home, before, datetime.now(UTC))
    person.types("\n")
    while "OK. Tout est à sa place." not in person.sees_anew("Entrée"):
        assert "NON MESURABLE" in person.text, person.screen
        person.types("oui\n")
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
    read_off(person, code)
    person.sees("adulte relit tout. Un seul adulte")
    events = FolderRoom(home).desks()[0].events("g1")
    assert [(one.found, one.record, one.who) for one in events if one.kind == "compared"] == [("ok", None, "adult")]
    person.power_cut()


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
    read_off(person, code)
    person.sees("Un deuxième adulte relit tout")
    closed_by(person, second, "Un adulte ferme", "Celui qui a tout relu")
    closed_by(person, code, "Quel jour")
    person.power_cut()
    assert [(one.kind, one.adult) for one in desk.events("g1")[-3:]] == [("reader", 2), ("close", 2), ("close", 1)]
