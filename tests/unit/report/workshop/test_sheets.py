"""Lists on paper: every step has its box, nothing leaves the page, and nobody's name has a place in print."""

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest

from pcsol.checklist.outline import Outline
from pcsol.i18n import speaking
from pcsol.report.workshop import attestation, material_list, poster, safety, screw_map
from pcsol.report.workshop.sheets.page import page
from pcsol.report.workshop.sheets.session import session_sheet
from pcsol.report.workshop.sheets.steps import step_sheet
from pcsol.store.workshops.shelf import load_workshops
from tests.unit.checklist.rooms import small, step
from tests.unit.report.workshop.paper import AT, drawing, lines, long_list, stays_on, streams, words

SHELF = load_workshops()


@pytest.fixture(autouse=True, params=["fr", "en"])
def _spoken(request: pytest.FixtureRequest) -> Iterator[None]:
    with speaking(request.param):
        yield


@pytest.mark.parametrize("name", sorted(SHELF.checklists))
def test_every_shipped_list_fits_its_paper_with_all_its_steps(name: str) -> None:
    plan = SHELF.outline(name)
    for draw in (step_sheet, session_sheet):
        found = lines(draw(plan, SHELF.drawing, AT))
        assert stays_on(found, 210, 297)
        assert set(plan.steps) <= {line.text for line in found if line.x < 25}


@pytest.mark.parametrize("name", ["discovery", "care", "f1", "s1"])
def test_a_shipped_list_of_an_evening_takes_one_page(name: str) -> None:
    draw = step_sheet if SHELF.checklists[name].people == "young" else session_sheet
    assert len(streams(draw(SHELF.outline(name), SHELF.drawing, AT))) == 1


def test_a_second_page_of_a_session_says_what_it_belongs_to_and_copies_count_their_own() -> None:
    plan = long_list()
    once = lines(session_sheet(plan, drawing, AT))
    count = max(line.page for line in once) + 1
    assert count > 1
    twice = lines(session_sheet(plan, drawing, AT, 2))
    for number in range(1, count):
        assert {line.page for line in twice if line.text == f"Petit ({number + 1})"} == {number, count + number}


def test_a_picture_names_each_step_that_it_belongs_to() -> None:
    steps = [step("A1", drawing="fan"), step("A2", drawing="fan"), step("A3")]
    found = lines(step_sheet(small(phases=[{"id": "A", "title": "A", "steps": steps}]), drawing, AT))
    beside = [line.text for line in found if line.x > 140]
    assert [text for text in beside if re.fullmatch(r"A\d", text)] == ["A1", "A2"]


def test_a_long_list_goes_on_on_a_second_page_that_says_what_it_belongs_to() -> None:
    plan = long_list()
    found = lines(step_sheet(plan, drawing, AT))
    assert stays_on(found, 210, 297)
    pages = {line.page for line in found}
    assert len(pages) > 1
    for number in pages - {0}:
        assert any(line.page == number and line.text == f"Petit ({number + 1})" for line in found)
    ids = [line.text for line in found if line.x < 25 and re.fullmatch(r"C\d+", line.text)]
    assert ids == list(plan.steps)


def test_rows_do_not_lie_on_one_another() -> None:
    for number in range(2):
        rows = [line.y for line in lines(step_sheet(long_list(), drawing, AT)) if line.page == number and line.x < 20.5]
        ids = sorted(rows)
        assert all(below - above > 3 for above, below in pairwise(ids))


def test_a_gate_has_a_box_for_the_adult_and_other_steps_have_none() -> None:
    with speaking("fr"):
        assert words(step_sheet(long_list(), drawing, AT)).count("ADULTE") == 1
        assert "ADULTE" not in words(
            step_sheet(small(phases=[{"id": "A", "title": "A", "steps": [step("A1")]}]), drawing, AT)
        )


def test_young_people_count_pots_and_families_do_not() -> None:
    with speaking("fr"):
        assert "Pot 6" in words(step_sheet(small(), drawing, AT))
        assert "Pot 6" not in words(step_sheet(small(people="families"), drawing, AT))


def test_each_copy_begins_on_a_page_of_its_own() -> None:
    one, three = (streams(step_sheet(small(), drawing, AT, copies)) for copies in (1, 3))
    assert len(three) == 3 * len(one)


def test_a_session_tells_more_than_a_group_needs() -> None:
    plan = small(
        phases=[{"id": "A", "title": "A", "steps": [step("A1", detail="Tout doux, sans forcer.", drawing="fan")]}]
    )
    assert "Tout doux" in words(session_sheet(plan, drawing, AT))
    assert "Tout doux" not in words(step_sheet(plan, drawing, AT))


def test_the_poster_has_five_rules_and_all_words_of_stop() -> None:
    with speaking("fr"):
        found = poster.poster(drawing, AT)
        said = words(found)
    assert stays_on(lines(found), 210, 297)
    assert len(streams(found)) == 1
    for sentence in ("Une vis, un pot.", "Ça sent le brûlé.", "On appelle l’adulte.", "STOP"):
        assert sentence in said
    assert [n for n in "12345" if f" {n} " in f" {said} "] == list("12345")
    assert len(safety.STOP) == len(safety.RULES) == 5


def test_the_map_has_six_pots() -> None:
    found = screw_map.screw_map(drawing, AT)
    assert stays_on(lines(found), 210, 297)
    assert [line.text for line in lines(found) if re.fullmatch(r"\d", line.text)] == list("123456")


def test_no_name_of_a_pot_runs_under_its_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screw_map, "POTS", (("Le côté de la tour, à gauche", "case-back"), *screw_map.POTS[1:]))
    (name,) = [line for line in lines(screw_map.screw_map(drawing, AT)) if line.text.startswith("Le côté")]
    assert name.x + name.width < 105 - 3 - 26


def test_an_attestation_holds_no_name_and_says_what_it_is_related_to() -> None:
    told = attestation.Occasion("Centre social du Parc", AT.date(), "Salle bleue", "VAL-0042-K")
    with speaking("fr"):
        found = attestation.attestation(small(), told, drawing, AT, 4)
        said = lines(found, 210)
    assert stays_on(said, 297, 210)
    assert len(streams(found)) == 4
    text = " ".join(line.text for line in said if line.page == 0).replace("\xa0", " ")
    for word in ("Centre social du Parc", "28/11/2026", "Salle bleue", "VAL-0042-K", f"{small().minutes} minutes",
                 "Petit", "En lien avec la compétence 5.1 du CRCN"):  # fmt: skip
        assert word in text
    assert "niveau" not in text.lower()
    (name,) = [line for line in said if line.page == 0 and line.text.startswith("Prénom")]
    assert not [line for line in said if line.page == 0 and abs(line.y - name.y) < 2 and line is not name]


@pytest.mark.parametrize(("name", "said"), [("full", "2 h 17"), ("discovery", "1 h")])
def test_an_attestation_says_how_long_it_was(name: str, said: str) -> None:
    found = attestation.attestation(SHELF.outline(name), attestation.Occasion(), drawing, AT)
    assert said in [line.text for line in lines(found, 210)]


def test_what_an_attestation_is_not_told_is_a_dotted_line() -> None:
    with speaking("fr"):
        bare, told = (
            attestation.attestation(small(), one, drawing, AT)
            for one in (attestation.Occasion(), attestation.Occasion("Parc", AT.date(), "Salle"))
        )
    dotted = [streams(one)[0].count("[1.134 3.402] 0.000 d") for one in (bare, told)]
    assert dotted[0] == dotted[1] + 3
    assert "Tour" not in words(bare)


def test_material_is_what_the_level_needs() -> None:
    book = SHELF.material["material"]
    with speaking("fr"):
        young, expert = (
            words(material_list.material_list(book, level, drawing, AT)) for level in ("discovery", "expert")
        )
    assert "Pâte" in expert
    assert "Pâte" not in young
    assert stays_on(lines(material_list.material_list(book, "technician", drawing, AT)), 210, 297)


@pytest.mark.parametrize("spoken", ["fr", "en"])
def test_a_page_needs_nothing_from_outside(spoken: str) -> None:
    plan = small(phases=[{"id": "A", "title": "<b>A</b>", "steps": [step("A1", drawing="fan", gate="adult")]}])
    with speaking(spoken):
        found = page(plan, drawing)
    assert f'<html lang="{spoken}">' in found
    assert "A1" in found
    assert "<svg" in found
    assert "&lt;b&gt;A" in found
    assert not re.search(r"<script|(?:href|src)=|url\(", found)
    assert "http" not in found.replace("http://www.w3.org/2000/svg", "").replace("http-equiv", "")


@pytest.mark.parametrize("name", ["full", "care"])
def test_a_sheet_has_every_sign_its_fonts_need(name: str) -> None:
    plan: Outline = SHELF.outline(name)
    asked = sum(str(step.short.model_dump()).count("?") for step in plan.steps.values())
    assert words(step_sheet(plan, SHELF.drawing, AT)).count("?") <= asked
