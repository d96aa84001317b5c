"""A label leads to its tower, for those who are logged in, and strangers nowhere."""

import io

import pytest
import segno
from PIL import Image

from pcsol.judge.codes import compose
from pcsol.server.database.tables import tower
from tests.server.house import House, probe, record

CODE = "VAL-0042-D"


def _enter(house: House, of: str | None = "Valmy", login: str = "camille") -> None:
    house.person(login, "volunteer", of)
    house.enter(login)


def _photo(text: str, turned: int = 0) -> bytes:
    tray = io.BytesIO()
    segno.make_qr(text).save(tray, kind="png", scale=9)
    with Image.open(io.BytesIO(tray.getvalue())) as symbol:
        whole = Image.new("RGB", (1600, 1200), "#cfc8b8")
        whole.paste(symbol.convert("RGB").rotate(turned, expand=True, fillcolor="#cfc8b8"), (700, 300))
    whole.save(tray := io.BytesIO(), "JPEG", quality=60)
    return tray.getvalue()


def _sends(house: House, content: bytes) -> str:
    files = {"photo": ("label.jpg", content, "image/jpeg")}
    answer = house.client.post("/scan", data={"form_key": house.form_key()}, files=files)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


@pytest.mark.parametrize("typed", [CODE, "val0042d", "val 0042 d", "VAL-OO42-D", "vqlàà'éd"])
def test_what_a_hand_or_a_scanner_types_leads_to_the_tower(house: House, typed: str) -> None:
    house.bench().sends(record(probe(), house.clock(), code=CODE))
    _enter(house)
    answer = house.client.get("/scan", params={"code": typed})
    assert (answer.status_code, answer.headers.get("location")) == (303, f"/towers/{CODE}"), answer.text


@pytest.mark.parametrize("turned", [0, 90, 23])
def test_a_photo_of_a_label_leads_to_the_tower(house: House, turned: int) -> None:
    house.bench().sends(record(probe(), house.clock(), code=CODE))
    _enter(house)
    assert _sends(house, _photo(CODE, turned)) == f"/scan?code={CODE}"
    assert house.client.get(f"/scan?code={CODE}").headers["location"] == f"/towers/{CODE}"


def test_a_photo_without_a_code_and_one_of_something_else_are_told(house: House) -> None:
    _enter(house)
    where = _sends(house, _photo("https://elsewhere.example/<script>"))
    page = house.client.get(where)
    assert page.status_code == 422
    assert "<script>" not in page.text
    blank = io.BytesIO()
    Image.new("RGB", (800, 600), "white").save(blank, "JPEG")
    assert _sends(house, blank.getvalue()) == "/scan?unread=1"


def test_a_stranger_is_asked_to_log_in_and_led_there_after(house: House) -> None:
    answer = house.client.get(f"/scan?code={CODE}")
    assert answer.headers["location"] == f"/login?next=%2Fscan%3Fcode%3D{CODE}"
    house.person("camille", "volunteer")
    fields = {"login": "camille", "password": "rue-des-lilas-12", "next": f"/scan?code={CODE}"}
    assert house.client.post("/login", data=fields).headers["location"] == f"/scan?code={CODE}"


def test_a_code_that_is_unknown_may_be_announced_once(house: House) -> None:
    _enter(house)
    page = house.client.get(f"/scan?code={CODE}")
    assert page.status_code == 200
    assert "/scan/announce" in page.text
    for _time in range(2):
        assert house.post("/scan/announce", code=CODE, what="Dell").status_code == 303
    with house.hub.database.reading() as connection:
        (row,) = connection.execute(tower.select()).all()
    assert (row.code, row.state, row.structure) == (CODE, "announced", house.structures["Valmy"])
    house.bench().sends(record(probe(), house.clock(), code=CODE))
    with house.hub.database.reading() as connection:
        (row,) = connection.execute(tower.select()).all()
    assert (row.state, row.records) == ("to-check", 1)


def test_another_structures_code_is_unknown_here(house: House) -> None:
    house.bench("Lilas").sends(record(probe(), house.clock(), code=compose("LIL", 7)))
    _enter(house)
    page = house.client.get("/scan", params={"code": compose("LIL", 7)})
    assert page.status_code == 200
    assert "LIL" in page.text, "it says that the letters are others than ours, and no more"


def test_the_federation_says_for_whom_it_announces(house: House) -> None:
    _enter(house, None, "louise")
    assert house.post("/scan/announce", code=CODE).status_code == 404
    assert house.post("/scan/announce", code=CODE, structure=house.structures["Lilas"]).status_code == 303
    with house.hub.database.reading() as connection:
        assert connection.execute(tower.select()).one().structure == house.structures["Lilas"]


@pytest.mark.parametrize("typed", ["VAL-0042-X", "<script>", "x" * 5000, "\x00", "१२"])
def test_a_mistyped_code_is_told_and_nothing_is_made(house: House, typed: str) -> None:
    _enter(house)
    page = house.client.get("/scan", params={"code": typed})
    assert page.status_code == 422
    assert "<script>" not in page.text
    assert house.post("/scan/announce", code=typed).status_code == 422
