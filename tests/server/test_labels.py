"""Labels: on the right paper, with codes that nobody else was given."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import event

from pcsol.judge.codes import compose
from pcsol.report.labels.layouts import LAYOUTS
from pcsol.server.access.caller import Caller, Role
from pcsol.server.database.tables import sheet
from pcsol.server.labels import numbers
from pcsol.server.labels.preview import labels
from tests.server.house import House, probe, record


def _codes(page: str) -> list[str]:
    return re.findall(r": ([A-Z]{2,4}-\d+-[A-Z])\"", page)


def _enter(house: House, role: str = "technician", of: str | None = "Valmy", login: str = "camille") -> None:
    house.person(login, role, of)
    house.enter(login)


def _new(house: House, **fields: object) -> str:
    answer = house.post("/labels/new", **{"count": 3, "layout": "L7163", "start": 5, **fields})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def test_new_codes_follow_those_that_towers_bear_and_are_given_out_once(house: House) -> None:
    house.bench().sends(record(probe(), house.clock(), code="VAL-0042-D"))
    _enter(house)
    first = house.client.get(_new(house)).text
    again = house.client.get(_new(house)).text
    assert _codes(first) == [compose("VAL", number) for number in (43, 44, 45)]
    assert _codes(again) == [compose("VAL", number) for number in (46, 47, 48)]


def test_benches_that_printed_their_own_are_gone_around(house: House) -> None:
    _enter(house)
    assert _codes(house.client.get(_new(house, first=200)).text)[0] == compose("VAL", 200)
    assert _codes(house.client.get(_new(house, first=7)).text)[0] == compose("VAL", 203), "never back"


def test_two_people_at_once_get_different_numbers(house: House) -> None:
    caller = Caller("person", 1, "Camille", house.structures["Valmy"], Role.TECHNICIAN)

    def give(_time: int) -> tuple[str, ...]:
        with house.hub.database.writing() as connection:
            return numbers.give_out(connection, house.clock(), caller, house.structures["Valmy"], 5, "L7160").codes

    with ThreadPoolExecutor(8) as people:
        given = [code for codes in people.map(give, range(16)) for code in codes]
    assert sorted(given) == [compose("VAL", number) for number in range(1, 81)]


def test_two_structures_count_by_themselves_and_the_federation_says_for_whom(house: House) -> None:
    _enter(house, of=None, login="louise")
    page = house.client.get(_new(house, structure=house.structures["Lilas"])).text
    assert _codes(page)[0] == compose("LIL", 1)
    assert house.post("/labels/new", count=3).status_code == 404
    house.person("camille", "technician")
    house.client.cookies.clear()
    house.enter("camille")
    mine = house.client.get(_new(house, structure=house.structures["Lilas"])).text
    assert _codes(mine)[0] == compose("VAL", 1), "a person of a structure acts for it alone"


def test_another_structures_codes_and_sheets_are_not_printed(house: House) -> None:
    house.bench("Lilas").sends(record(probe(), house.clock(), code=compose("LIL", 7)))
    _enter(house, of="Lilas", login="louise")
    sheet_of_lilas = _new(house)
    house.client.cookies.clear()
    _enter(house)
    assert _codes(house.client.get(sheet_of_lilas).text) == []
    page = house.client.get("/labels", params={"codes": compose("LIL", 7)})
    assert (page.status_code, _codes(page.text)) == (422, [])
    assert house.client.get("/labels/sheet.pdf", params={"codes": compose("LIL", 7)}).status_code == 404


def test_chosen_codes_are_printed_from_the_first_free_label(house: House) -> None:
    bench = house.bench()
    for number in (42, 43):
        bench.sends(record(probe(), house.clock(), code=compose("VAL", number)))
    _enter(house, "volunteer")
    asked = {"codes": "val 0042 d, VAL-0043-E VAL-0042-D", "layout": "L7173", "start": "9"}
    page = house.client.get("/labels", params=asked)
    assert (page.status_code, _codes(page.text)) == (200, ["VAL-0042-D", "VAL-0043-E"])
    pdf = house.client.get("/labels/sheet.pdf", params=asked)
    assert (pdf.headers["content-type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")


def test_a_mistyped_code_is_told_and_nothing_is_printed(house: House) -> None:
    _enter(house)
    page = house.client.get("/labels", params={"codes": "VAL-0042-X"})
    assert page.status_code == 422
    assert "VAL-0042-X" in page.text
    assert house.client.get("/labels/sheet.pdf", params={"codes": "VAL-0042-X"}).status_code == 404


def test_however_many_codes_are_typed_a_few_questions_are_asked(house: House) -> None:
    """Hundreds of them, given out or borne or neither, took two questions each."""
    _enter(house)
    house.post("/labels/new", count=200)
    bench = house.bench()
    bench.sends(record(probe(), house.clock(), code=compose("VAL", 900)))
    typed = [compose("VAL", number) for number in (*range(1, 201), 900, *range(901, 920))]
    asked: list[str] = []
    listen = (house.hub.database.reader, "before_cursor_execute", lambda _c, _k, words, *_rest: asked.append(words))
    event.listen(*listen)
    page = house.client.get("/labels", params={"codes": ",".join(typed)})
    event.remove(*listen)
    assert sum("tower" in words or "sheet" in words for words in asked) < 10
    assert _codes(page.text) == typed[:21]
    assert page.text.count("VAL-0919-") == page.text.count("VAL-0901-") > 0


def test_a_volunteer_prints_and_gives_out_no_codes(house: House) -> None:
    _enter(house, "volunteer")
    assert house.client.get("/labels").status_code == 200
    assert house.post("/labels/new", count=3).status_code == 403
    with house.hub.database.reading() as connection:
        assert connection.execute(sheet.select()).all() == []


@pytest.mark.parametrize("count", ["0", "-1", "421", "1e9", "", "٣"])
def test_an_absurd_number_of_labels_is_refused(house: House, count: str) -> None:
    _enter(house)
    assert house.post("/labels/new", count=count).status_code == 422


@pytest.mark.parametrize("query", ["start=99&layout=L7160", "start=-3", "layout=<b>", "start=0", "codes=<script>"])
def test_an_odd_address_is_put_right_or_refused(house: House, query: str) -> None:
    _enter(house)
    page = house.client.get(f"/labels?{query}")
    assert page.status_code in {200, 422}
    assert "<script>" not in page.text
    assert "<b>" not in page.text


def test_the_picture_shows_used_printed_and_free_labels() -> None:
    found = labels(LAYOUTS["L7173"], 3, ["VAL-0042-D"])
    assert [one.state for one in found] == ["used"] * 2 + ["printed"] + ["free"] * 7
    assert found[2].code == "VAL-0042-D"
