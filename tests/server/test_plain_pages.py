"""The line without encryption: pages of groups, and nothing else of the hub."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from pcsol.server.upkeep.figures import Figures
from pcsol.server.workshops import plain
from tests.server.hostile import table
from tests.server.house import House
from tests.server.test_workshops import FORM, enter


def app(house: House) -> FastAPI:
    found = house.client.app
    assert isinstance(found, FastAPI)
    return found


@pytest.fixture
def phone(house: House) -> Iterator[TestClient]:
    served = plain.build(house.hub, app(house).state.classroom, Figures())
    with TestClient(served, base_url="http://192.0.2.9:8480", follow_redirects=False) as client:
        yield client


def _links(house: House, **settings: object) -> list[str]:
    app(house).state.hub = replace(house.hub, settings=house.hub.settings.model_copy(update=settings))
    enter(house)
    base = house.post("/workshops/new", **FORM).headers["location"]
    return re.findall(r'<a href="(http[^"]+/g/[\w-]{22})"', house.client.get(base).text)


def test_a_groups_code_leads_to_the_plain_line_by_the_name_that_the_hub_was_told(house: House) -> None:
    links = _links(house, groups_port=8480, address="https://inventaire.lan:8443")
    assert [one.rpartition("/")[0] for one in links] == ["http://inventaire.lan:8480/g"] * 2


def test_no_phone_is_led_to_the_machine_that_it_is_itself(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pcsol.server.workshops.routes.addresses", lambda: ["192.0.2.9"])
    links = _links(house, groups_port=8480, address="https://localhost:8443")
    assert links[0].startswith("http://192.0.2.9:8480/g/")


def test_without_that_line_a_code_leads_where_the_browser_is(house: House) -> None:
    assert _links(house, groups_port=None, address=None)[0].startswith("https://hub/g/")


def test_a_group_does_its_workshop_there_without_a_warning(house: House, phone: TestClient) -> None:
    link = "/g/" + _links(house, groups_port=8480)[0].rpartition("/")[2]
    page = phone.get(link)
    assert page.status_code == 200
    assert "strict-transport-security" not in page.headers
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert phone.post(f"{link}/do", data={"do": "tick", "step": "A1", "n": "1"}).status_code == 303
    assert [one["kind"] for one in phone.get(f"{link}/story").json()["events"]] == ["tick"]
    assert phone.get(f"{link}/no-start").status_code == 200
    for file in re.findall(r'(?:src|href)="(/classroom/[^"]+)"', page.text):
        assert phone.get(file).status_code == 200, file


def test_nothing_else_of_the_hub_is_answered_there(phone: TestClient) -> None:
    others = {one for one in (*table.GET, *table.POST) if not one.startswith(("/g/{link}", "/classroom/drawings/"))}
    assert len(others) > 60
    for path in {re.sub(r"\{[^}]*\}", "1", one) for one in others} | {"/", "/static/hub.css", "/f/x", "/favicon.ico"}:
        for method in ("GET", "POST", "PUT", "DELETE"):
            answer = phone.request(method, path)
            assert (answer.status_code, answer.content) == (404, b""), path


def test_a_link_that_nobody_has_is_told_on_a_page(phone: TestClient) -> None:
    assert phone.get("/g/nobody").status_code == 404
    assert "QR" in phone.get("/g/nobody").text
    assert phone.put("/g/nobody").status_code == 405
