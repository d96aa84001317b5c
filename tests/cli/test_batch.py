"""`pcsol batch` on a recorded tower: planned, run twice, shown from afar; and a start that begins with it."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from pcsol.exitcodes import ExitCode
from pcsol.model.batch.notes import BatchPlan, BatchRun
from pcsol.store import find
from tests.cli.keyboard import pcsol
from tests.cli.pty_person import Person

TOWER = Path(__file__).resolve().parents[1] / "machines" / "made-up-optiplex-7010"
ALBUM = ("--machine", str(TOWER))


def _starts(folder: Path, settings: str) -> tuple[Path, Person]:
    """A person before the menu of a home with these settings."""
    home = folder / "home"
    home.mkdir()
    (home / "settings.yaml").write_text(settings, "utf-8")
    return home, Person(home, *ALBUM, "start")


def test_the_plan_is_one_object_and_nothing_is_done(monkeypatch: pytest.MonkeyPatch, pcsol_home: Path) -> None:
    said = pcsol(monkeypatch, *ALBUM, "batch", "--profile", "look", "--plan", "--json")
    assert said.status == ExitCode.OK
    assert BatchPlan.from_json(said.plain).to_json() == said.plain
    assert find.everything(pcsol_home).records == ()


def test_an_hour_that_is_too_near_is_said_beforehand_with_what_would_end(
    monkeypatch: pytest.MonkeyPatch, pcsol_home: Path
) -> None:
    """In one or two minutes: there is time for a look, and for no tests."""
    near = (datetime.now().astimezone() + timedelta(minutes=2)).strftime("%H:%M")
    said = pcsol(monkeypatch, *ALBUM, "batch", "--plan", "--until", near, "--json")
    plan = BatchPlan.from_json(said.plain)
    assert (said.status, plan.late) == (ExitCode.FINDINGS, True)
    assert "look-only" in {one.code for one in plan.offers}
    far = (datetime.now().astimezone() - timedelta(minutes=2)).strftime("%H:%M")  # tomorrow
    said = pcsol(monkeypatch, *ALBUM, "batch", "--profile", "look", "--plan", "--until", far, "--json")
    assert (said.status, BatchPlan.from_json(said.plain).late) == (ExitCode.OK, False)


def test_run_twice_it_keeps_everything_once(monkeypatch: pytest.MonkeyPatch, pcsol_home: Path) -> None:
    first = pcsol(monkeypatch, *ALBUM, "batch", "val-0042-d", "--profile", "look", "--json")
    assert first.status == ExitCode.FINDINGS  # the recorded machine's disk is failing
    assert BatchRun.from_json(first.plain).to_json() == first.plain
    kept = find.everything(pcsol_home).records
    assert sorted(one.kind for one in kept) == ["grade", "intake", "probe", "test"]
    assert {one.tower.code for one in kept} == {"VAL-0042-D"}
    again = pcsol(monkeypatch, *ALBUM, "batch", "--profile", "look", "--json")
    assert again.plain["id"] == first.plain["id"]
    assert find.everything(pcsol_home).records == kept


def test_again_begins_anew(monkeypatch: pytest.MonkeyPatch, pcsol_home: Path) -> None:
    for more in ((), ("--again",)):
        pcsol(monkeypatch, *ALBUM, "batch", "VAL-0042-D", "--profile", "look", *more, "--json")
    kinds = [one.kind for one in find.everything(pcsol_home).records]
    assert (kinds.count("probe"), kinds.count("intake")) == (2, 1)


@pytest.mark.parametrize(
    ("argv", "status"),
    [
        (("--profile", "nothing"), ExitCode.PROFILE_FAULTY),
        (("--plan", "--until", "25:99"), ExitCode.USAGE),
        (("VAL-0042-X",), ExitCode.CODE_FAULTY),
    ],
)
def test_what_makes_no_sense_is_refused(
    monkeypatch: pytest.MonkeyPatch, pcsol_home: Path, argv: tuple[str, ...], status: ExitCode
) -> None:
    said = pcsol(monkeypatch, *ALBUM, "batch", *argv, "--json")
    assert said.status == status
    assert said.plain["error"]["remedy"]
    assert find.everything(pcsol_home).records == ()


@pytest.mark.process
@pytest.mark.usefixtures("nobody_stays")
def test_a_recorded_tower_is_never_erased_whoever_arms_it(tmp_path: Path) -> None:
    person = Person(tmp_path / "home", *ALBUM, "batch", "VAL-0042-D")
    person.sees("Entrée : continuer", 60)
    person.types("e")
    person.sees("On ne sait pas si sda peut être écrit", 20)  # the guard: not known is a reason to refuse
    person.types("x")
    assert person.ends() in (ExitCode.FINDINGS, 130)
    assert "wipe" not in {one.kind for one in find.everything(tmp_path / "home").records}


@pytest.mark.process
@pytest.mark.usefixtures("nobody_stays")
def test_a_start_begins_with_the_batch_of_the_settings_and_ends_in_the_menu(tmp_path: Path) -> None:
    home, person = _starts(tmp_path, "batch: look\n")
    person.sees("X : arrêter", 60)
    person.types("val-0042-d\n")
    person.sees("Entrée : oui", 20)
    person.types("\n")
    person.sees("X : fermer >", 60)
    person.types("x")
    person.sees("X : quitter >", 60)
    person.types("x")
    assert person.ends() == 0
    assert {one.kind for one in find.everything(home).records} >= {"probe", "test", "grade"}


@pytest.mark.process
@pytest.mark.usefixtures("nobody_stays")
def test_in_a_workshop_no_batch_begins(tmp_path: Path) -> None:
    home, person = _starts(tmp_path, "batch: whole\nworkshop: true\n")
    assert "arrêter" not in person.sees("X : quitter >", 60)
    assert find.everything(home).records == ()
