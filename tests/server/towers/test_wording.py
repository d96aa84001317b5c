"""Pages speak the language of whoever reads them, and say of a tower what is true of it now."""

import re

import pytest

from pcsol.judge import codes
from pcsol.server.towers.deeds import changes
from tests.server.house import House
from tests.server.towers.stock import do, seen

CODE = codes.compose("VAL", 42)
ENGLISH = {"Accept-Language": "en-US,en"}


@pytest.fixture
def known(house: House) -> House:
    seen(house, house.bench(), "TOURINVENTEE1", CODE)
    house.person("camille", "coordinator")
    house.enter("camille")
    return house


@pytest.mark.parametrize("path", ["/towers?state=to-check", "/park", f"/towers/{CODE}", "/"])
def test_a_french_account_on_an_english_browser_gets_a_french_page(known: House, path: str) -> None:
    text = re.sub(r"<[^>]+>", "|", known.client.get(path, headers=ENGLISH).text)
    for word in ("to check", "A: good", "erased, proven", "By destination", "State", "Next step", "no paper"):
        assert word not in text, word


def test_a_label_is_in_the_language_of_the_account_too(known: House) -> None:
    files = [
        known.client.get(f"/labels/sheet.pdf?codes={CODE}", headers={"Accept-Language": one}) for one in ("en", "fr")
    ]
    assert len({file.content for file in files}) == 1


@pytest.mark.parametrize("state", ["given", "recycled"])
def test_the_next_step_of_one_that_left_is_not_that_of_its_last_probe(known: House, state: str) -> None:
    do(known, changes.set_state, 1, state, "x")
    text = known.client.get(f"/towers/{CODE}").text
    assert "<p>Rien : " in text.replace("\u202f", " ").replace("\u00a0", " ")


def test_what_is_not_known_can_be_looked_for(known: House) -> None:
    assert CODE in known.client.get("/towers?erasure=-").text
    assert CODE not in known.client.get("/towers?erasure=accepted").text
    found = re.search(r'href="(/towers\?[^"]*erasure=-[^"]*)"', known.client.get("/park").text)
    assert found
    assert CODE in known.client.get(found[1].replace("&amp;", "&")).text


def test_a_wrong_address_says_so_and_an_empty_field_asks_for_nothing(known: House) -> None:
    assert known.client.get("/labels?start=").status_code == 200
    wrong = known.client.get("/labels?start=x")
    assert wrong.status_code == 422
    assert "cette adresse" in wrong.text.lower()
    assert "fiche" not in wrong.text
    way = known.client.post("/park", data={"form_key": known.form_key()})
    assert way.status_code == 405
    assert "Method Not Allowed" not in way.text


def test_headings_stand_over_their_columns_on_paper_too(known: House) -> None:
    """What is left out when a list is printed is left out of both rows."""
    text = known.client.get("/towers").text
    head = re.findall(r"<th ([^>]*)>", text.partition("<thead")[2].partition("</thead>")[0])
    cells = re.findall(r"<t[hd] ([^>]*)>", text.partition("<tbody")[2].partition("</tr>")[0])
    assert len(head) == len(cells)
    assert ['"tick"' in one for one in head] == ['"tick"' in one for one in cells]


def test_the_language_changes_where_one_is(known: House) -> None:
    assert 'name="next" value="/towers?state=ready"' in known.client.get("/towers?state=ready").text


def test_the_timeline_names_a_part_in_french(known: House) -> None:
    known.post(f"/towers/{CODE}/parts", kind="disk", description="ST500", serial="S1")
    assert "disque · ST500" in known.client.get(f"/towers/{CODE}").text
