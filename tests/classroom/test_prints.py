"""What the facilitator prints."""

from dataclasses import replace
from pathlib import Path

import pytest

from pcsol.classroom.facilitator.prints import PAPERS
from pcsol.report.workshop.paper import can_print
from pcsol.store.workshops.shelf import load_workshops
from tests.classroom.house import SECRET, WORKSHOP, House

W = f"/f/{SECRET}/w/{WORKSHOP}/print"


@pytest.fixture
def shipped(pcsol_home: Path) -> House:
    """With everything that PCSol ships, whose ids the papers are made of."""
    house = House(pcsol_home)
    shelf = load_workshops()
    house.room.shelf = shelf
    shelf.checklists["small"] = shelf.checklists["full"]
    return house


def test_every_paper_is_a_pdf(shipped: House) -> None:
    page = shipped.client.get(W).text
    for name in PAPERS:
        assert f"{W}/{name}.pdf" in page
        answer = shipped.client.get(f"{W}/{name}.pdf")
        assert answer.status_code == 200, name
        assert answer.content.startswith(b"%PDF"), name


def test_there_are_as_many_attestations_as_people(shipped: House) -> None:
    def pages() -> int:
        return shipped.client.get(f"{W}/attestation.pdf").content.count(b"/Type /Page\n")

    assert pages() == 7, "as many as are expected"
    shipped.client.post(f"/f/{SECRET}/w/{WORKSHOP}/end", data={"present-11-14": "3"})
    assert pages() == 3


def test_what_cannot_be_printed_is_not_there(house: House) -> None:
    assert house.client.get(f"{W}/secrets.pdf").status_code == 404
    assert house.client.get(f"{W}/roles.pdf").status_code == 404, "this shelf has none"


def test_a_centres_own_drawing_that_cannot_be_printed_costs_no_paper(shipped: House, tmp_path: Path) -> None:
    odd = tmp_path / "odd.svg"
    odd.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200"><path d="M10 10a5 5 0 1 1 0 0"/></svg>'
    )
    assert not can_print(odd.read_text())
    drawings = {**shipped.room.shelf.drawings, "stop": odd, "board": odd}
    shipped.room.shelf = replace(shipped.room.shelf, drawings=drawings)
    for name in PAPERS:
        assert shipped.client.get(f"{W}/{name}.pdf").status_code == 200, name
