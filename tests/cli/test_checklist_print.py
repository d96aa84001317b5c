"""`pcsol checklist print`: what a facilitator gets, and what is refused."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pcsol.i18n import speaking
from tests.cli.keyboard import pcsol

PRINTED = [
    "sheet", "poster", "roles", "parts", "screws", "words", "cards", "quiz", "quiz-answers", "no-start", "signals",
    "attestation", "material",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _french(monkeypatch: pytest.MonkeyPatch, pcsol_home: Path, tmp_path: Path) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    with speaking("fr"):
        yield


@pytest.mark.parametrize("what", PRINTED)
def test_each_thing_is_written_under_its_own_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, what: str) -> None:
    said = pcsol(monkeypatch, "checklist", "print", "full", "--what", what)
    assert said.status == 0
    assert (tmp_path / f"full-{what}.pdf").read_bytes().startswith(b"%PDF")


def test_a_sheet_is_written_as_a_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert pcsol(monkeypatch, "checklist", "print", "care", "--out", "care.html").status == 0
    assert (tmp_path / "care.html").read_text("utf-8").startswith("<!DOCTYPE html>")


def test_badges_are_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert pcsol(monkeypatch, "checklist", "print", "full", "--what", "badges").status == 0
    names = {one["name"] for one in json.loads((tmp_path / "badges.json").read_text("utf-8"))["@graph"]}
    assert "Remonteur" in names


def test_a_draft_asks_how_old_the_person_is_and_nobody_young_can_be_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked = ("checklist", "print", "full", "--what", "badges", "--draft", "remonteur")
    assert pcsol(monkeypatch, *asked).status == 2
    assert pcsol(monkeypatch, *asked, "--age", "11-14").status == 2
    assert not list(tmp_path.glob("*.json"))
    subjects = set()
    for _again in range(2):
        assert pcsol(monkeypatch, *asked, "--age", "15-17").status == 0
        found = json.loads((tmp_path / "remonteur-brouillon-non-signe.json").read_text("utf-8"))
        subjects.add(found["credentialSubject"]["id"])
    assert len(subjects) == 2


@pytest.mark.parametrize("argv", [
    ("nothing",), ("full", "--level", "baby"), ("full", "--out", "x.txt"),
    ("full", "--what", "poster", "--out", "x.html"),
    ("full", "--with", "nothing"),
    ("full", "--with", "care"), ("full", "--out", "no/such/folder/x.pdf"), ("full", "--copies", "0"),
])  # fmt: skip
def test_what_is_not_there_is_wrong_usage_and_writes_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, argv: tuple[str, ...]
) -> None:
    said = pcsol(monkeypatch, "checklist", "print", *argv)
    assert said.status == 2
    assert not [file for file in tmp_path.iterdir() if file.suffix in (".pdf", ".txt", ".html")]


def test_json_says_what_was_written(monkeypatch: pytest.MonkeyPatch) -> None:
    said = pcsol(monkeypatch, "checklist", "print", "full", "--what", "screws", "--copies", "2", "--json")
    assert json.loads(said.out) == {"file": "full-screws.pdf", "what": "screws", "copies": 2}


def test_a_drawing_that_cannot_be_printed_is_left_out_and_told(
    monkeypatch: pytest.MonkeyPatch, pcsol_home: Path, tmp_path: Path
) -> None:
    """An arc that ends where it began is no fault of an SVG, but the PDF library divides by zero over it."""
    own = pcsol_home / "profiles" / "workshops" / "drawings"
    own.mkdir(parents=True)
    arc = '<path d="M9 9 A5 5 0 0 1 9 9 L20 20" fill="none" stroke="#000"/>'
    (own / "stop.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200">{arc}</svg>', "utf-8")
    said = pcsol(monkeypatch, "checklist", "print", "full")
    assert said.status == 0
    assert said.err.count("stop") == 1
    assert (tmp_path / "full-sheet.pdf").is_file()
