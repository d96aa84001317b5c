"""`pcsol checklist list`, `show`, `validate`: what a facilitator and a script see of them."""

import json
from pathlib import Path

import pytest

from pcsol.exitcodes import ExitCode
from pcsol.i18n import speaking
from tests.cli.keyboard import pcsol
from tests.unit.checklist.files import LIST, STEPS

pytestmark = pytest.mark.usefixtures("french")


@pytest.fixture
def own(pcsol_home: Path) -> Path:
    folder = pcsol_home / "profiles/workshops"
    folder.mkdir(parents=True)
    return folder


def test_list_shows_every_list_with_its_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    said = pcsol(monkeypatch, "checklist", "list")
    assert said.status == 0
    assert max(map(len, said.out.splitlines())) <= 60
    assert "full       Atelier complet\n  - 137 minutes · Explorateur (11 à 14 ans)" in said.out
    assert "16 minutes · Expert (15 à 17 ans) · s'ajoute à full" in said.out
    assert said.out.index("Jeunes") < said.out.index("Bénévoles") < said.out.index("Familles")


def test_list_for_other_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    said = pcsol(monkeypatch, "checklist", "list", "--json")
    lists = {one["id"]: one for one in said.plain["checklists"]}
    assert said.plain["schema"] == "pcsol/checklist-list/1"
    assert (lists["full"]["title"], lists["full"]["minutes"], lists["full"]["level"]) == (
        "Atelier complet", 137, "explorer"
    )  # fmt: skip
    assert lists["heatsink"]["supplement_of"] == "full"
    with speaking("en"):
        english = pcsol(monkeypatch, "checklist", "list", "--json").plain["checklists"]
    assert "The whole workshop" in [one["title"] for one in english]


def test_a_faulty_file_is_told_beside_the_list_and_not_in_it(monkeypatch: pytest.MonkeyPatch, own: Path) -> None:
    (own / "ours.yaml").write_text(LIST, "utf-8")
    said = pcsol(monkeypatch, "checklist", "list", "--json")
    assert said.status == 0
    assert "ours" not in [one["id"] for one in said.plain["checklists"]]
    assert "ours.yaml" in said.err
    assert "our-steps" in said.err


def test_show_tells_each_step_and_who_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    said = pcsol(monkeypatch, "checklist", "show", "full")
    assert said.status == 0
    assert "C6    Mémoire : noter la place, ouvrir les clips, tenir les" in said.out
    assert "  - 6 minutes · Pilote" in said.out
    assert "  - 1 minute · Sécurité\n  - Un adulte doit donner son accord avant cette étape." in said.out
    assert "P · Pause · 20 minutes" in said.out


def test_roles_are_told_where_a_group_has_them(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "4 minutes · Tout le monde" in pcsol(monkeypatch, "checklist", "show", "full").out
    assert "Tout le monde" not in pcsol(monkeypatch, "checklist", "show", "f1").out


def test_show_at_another_level_leaves_steps_out(monkeypatch: pytest.MonkeyPatch) -> None:
    said = pcsol(monkeypatch, "checklist", "show", "full", "--level", "discovery", "--json")
    ids = [step["id"] for phase in said.plain["phases"] for step in phase["steps"]]
    assert said.plain["level"] == "discovery"
    assert "C6" in ids
    assert "C3" not in ids
    assert said.plain["minutes"] < 137


def test_show_says_which_list_was_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    said = pcsol(monkeypatch, "checklist", "show", "ful")
    assert said.status == ExitCode.USAGE
    assert "Vouliez-vous dire `full` ?" in said.err
    assert "`pcsol checklist list` les montre" in pcsol(monkeypatch, "checklist", "show", "xyz").err


def test_validate_says_that_a_file_is_right(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(LIST.replace("our-steps", "tower-steps"), "utf-8")
    said = pcsol(monkeypatch, "checklist", "validate", str(file))
    assert (said.status, said.err) == (0, "")
    assert "Le fichier est juste" in said.out


def test_validate_explains_each_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(STEPS.replace("minutes: 2", "minuts: 2").replace("minutes: 3", "minutes: trois"), "utf-8")
    said = pcsol(monkeypatch, "checklist", "validate", str(file))
    text = " ".join(said.out.split())
    assert said.status == ExitCode.PROFILE_FAULTY
    assert "ligne 8, mot « steps.0.minuts » : mot inconnu. Vouliez-vous dire `minutes` ?" in text
    assert "ligne 11, mot « steps.1.minutes »" in text
    assert "fautes : ce fichier est laissé de côté." in text


def test_validate_says_what_is_hard_to_read_and_ends_with_1(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(STEPS.replace("Poser la tour.", "Enlever la RAM.").replace("    drawing: case-back\n", ""), "utf-8")
    said = pcsol(monkeypatch, "checklist", "validate", str(file))
    assert said.status == ExitCode.FINDINGS
    assert "Ligne 7, steps.0.short.fr : le mot « RAM »." in " ".join(said.out.split())
    assert "Écrivez « mémoire »." in said.out
    assert "Le fichier est juste et peut servir. 1 texte est difficile" in said.out


def test_validate_for_other_programs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(STEPS.replace("Poser la tour.", "Enlever la RAM.").replace("    drawing: case-back\n", ""), "utf-8")
    said = pcsol(monkeypatch, "checklist", "validate", str(file), "--json")
    assert said.plain["schema"] == "pcsol/checklist-check/1"
    assert (said.plain["kind"], said.plain["id"]) == ("steps", "our-steps")
    assert [(one["line"], one["key"], one["language"]) for one in said.plain["remarks"]] == [
        (7, "steps.0.short.fr", "fr")
    ]  # fmt: skip
    assert said.plain["faults"] == []
    assert said.status == ExitCode.FINDINGS


def test_validate_of_a_file_that_is_not_there_is_the_usual_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    said = pcsol(monkeypatch, "checklist", "validate", str(tmp_path / "none.yaml"), "--json")
    assert said.status == ExitCode.PROFILE_FAULTY
    assert "none.yaml" in json.loads(said.out)["error"]["what"]
