"""Coordinators let stations in by a code that is shown once, and out again."""

import os
import re

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func, select

from pcsol.judge.certificate import public_key
from pcsol.judge.letters import enrolment
from pcsol.model.papers.signers import Signers
from pcsol.server.app import build
from pcsol.server.database.tables import audit, refusal, station
from pcsol.server.database.tables import enrolment as codes
from pcsol.server.database.tables import record as records
from tests.server.house import Bench, House, asking, probe, record

_SHOWN = re.compile(r'<p class="code huge">([0-9A-Z-]{11})</p>')


@pytest.fixture
def coordinator(house: House) -> House:
    house.person("dominique", "coordinator")
    house.enter("dominique")
    return house


def _code(house: House, **fields: object) -> enrolment.Code:
    answer = house.post("/stations", name="banc 2", **fields)
    assert answer.status_code == 200, answer.text
    code = enrolment.read_code(_SHOWN.search(answer.text)[1])
    assert code is not None
    return code


def _enrol(house: House, code: enrolment.Code, key: bytes, papers_key: bytes | None = None) -> Bench:
    answer = house.client.post("/api/v1/stations:enrol", json=asking(code, key, house.hub.certificate, papers_key))
    assert answer.status_code == 200, answer.text
    return Bench(house.client, answer.json()["token"], key)


def _number(house: House, name: str = "banc 2") -> int:
    with house.hub.database.reading() as connection:
        return connection.execute(select(station.c.number).where(station.c.name == name)).scalar_one()


def test_a_station_enters_by_the_code_on_the_page_and_the_page_says_so(coordinator: House) -> None:
    code = _code(coordinator)
    with coordinator.hub.database.reading() as connection:
        number = connection.scalar(select(codes.c.number))
    for path in (f"/stations/codes/{number}", f"/stations/codes/{number}/part"):
        assert "En attente" in coordinator.client.get(path).text
    assert f'data-live="/stations/codes/{number}/part"' in coordinator.client.get(f"/stations/codes/{number}").text
    _enrol(coordinator, code, os.urandom(32))
    for path in (f"/stations/codes/{number}", f"/stations/codes/{number}/part"):
        assert "Inscrit" in coordinator.client.get(path).text
    assert "data-done" in coordinator.client.get(f"/stations/codes/{number}/part").text
    assert "banc 2" in coordinator.client.get("/stations").text


def test_a_code_that_is_over_says_so(coordinator: House) -> None:
    _code(coordinator)
    with coordinator.hub.database.reading() as connection:
        number = connection.scalar(select(codes.c.number))
    coordinator.clock.go(minutes=16)
    assert "Ce code n’est plus bon" in coordinator.client.get(f"/stations/codes/{number}").text


def test_the_code_stands_in_one_answer_only(coordinator: House) -> None:
    code = _code(coordinator)
    with coordinator.hub.database.reading() as connection:
        number = connection.scalar(select(codes.c.number))
        lines = [str(tuple(row)) for row in connection.execute(select(audit))]
    for path in ("/stations", f"/stations/codes/{number}", "/audit"):
        assert code.secret not in coordinator.client.get(path).text
    assert not any(code.secret in line for line in lines)


def test_a_station_belongs_to_the_structure_of_who_shows_the_code(coordinator: House) -> None:
    assert coordinator.post("/stations", name="x", structure=coordinator.structures["Lilas"]).status_code == 404
    assert coordinator.post("/stations", name="").status_code == 422
    coordinator.person("sacha", "coordinator", of=None)
    coordinator.client.cookies.clear()
    coordinator.enter("sacha")
    assert coordinator.post("/stations", name="x").status_code == 422, "the federation has to say whose it is"
    _enrol(coordinator, _code(coordinator, structure=coordinator.structures["Lilas"]), os.urandom(32))
    assert "Lilas" in coordinator.client.get(f"/stations/{_number(coordinator)}").text


def test_technicians_see_stations_and_change_nothing(house: House) -> None:
    house.bench()
    house.person("camille", "technician")
    house.enter("camille")
    number = _number(house, "banc 1")
    assert "banc 1" in house.client.get("/stations").text
    assert house.client.get(f"/stations/{number}").status_code == 200
    for path in ("/stations", f"/stations/{number}/name", f"/stations/{number}/revoke"):
        assert house.post(path, name="x", papers="never").status_code == 403


def test_another_structures_stations_are_not_there(coordinator: House) -> None:
    coordinator.bench("Lilas", name="banc lilas")
    number = _number(coordinator, "banc lilas")
    assert "banc lilas" not in coordinator.client.get("/stations").text
    assert coordinator.client.get(f"/stations/{number}").status_code == 404
    assert coordinator.post(f"/stations/{number}/name", name="x").status_code == 404
    assert coordinator.post(f"/stations/{number}/revoke", papers="never").status_code == 404
    with coordinator.hub.database.reading() as connection:
        code = connection.scalar(select(codes.c.number))
    assert coordinator.client.get(f"/stations/codes/{code}").status_code == 404


@pytest.mark.parametrize(("papers", "believed"), [("until-today", True), ("never", False)])
def test_a_revoked_station_is_out_and_its_certificates_count_as_was_said(
    coordinator: House, papers: str, believed: bool
) -> None:
    bench = coordinator.bench(papers_key=os.urandom(32))
    bench.sends(record(probe(), coordinator.clock()))
    number = _number(coordinator, "banc 1")
    assert coordinator.post(f"/stations/{number}/revoke", papers=papers).status_code == 303
    assert bench.put(bench.signed(record(probe(), coordinator.clock()))).status_code == 401
    known = Signers.from_json(coordinator.client.get("/stations/signers").json())
    assert [one.valid_until for one in known.signers] == ([coordinator.clock()] if believed else [])
    assert coordinator.post(f"/stations/{number}/revoke", papers=papers).status_code == 409


def test_a_revoked_station_is_out_at_once_in_every_process(coordinator: House) -> None:
    bench = coordinator.bench()
    with TestClient(build(coordinator.hub), base_url="https://hub") as process:
        other = Bench(process, bench.token, bench.key)
        for one in (bench, other):
            one.sends(record(probe(), coordinator.clock()))
        coordinator.post(f"/stations/{_number(coordinator, 'banc 1')}/revoke", papers="until-today")
        for one in (bench, other):
            assert one.put(one.signed(record(probe(), coordinator.clock()))).status_code == 401
            assert one.put({**record(probe(), coordinator.clock()), "kind": 1}).status_code == 401
    with coordinator.hub.database.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(records)) == 2
        assert connection.scalar(select(func.count()).select_from(refusal)) == 0


def test_a_token_of_before_a_new_enrolment_is_out_at_once(coordinator: House) -> None:
    key = os.urandom(32)
    bench = _enrol(coordinator, _code(coordinator), key)
    bench.sends(record(probe(), coordinator.clock()))
    again = _enrol(coordinator, _code(coordinator), key)
    assert bench.put(bench.signed(record(probe(), coordinator.clock()))).status_code == 401
    again.sends(record(probe(), coordinator.clock()))


def test_how_certificates_count_has_to_be_said(coordinator: House) -> None:
    coordinator.bench()
    assert coordinator.post(f"/stations/{_number(coordinator, 'banc 1')}/revoke").status_code == 422


@pytest.mark.parametrize(("papers", "same"), [("until-today", True), ("never", False)])
def test_a_station_that_comes_back_is_believed_again_without_end(coordinator: House, papers: str, same: bool) -> None:
    key, old = os.urandom(32), os.urandom(32)
    _enrol(coordinator, _code(coordinator), key, old)
    coordinator.post(f"/stations/{_number(coordinator)}/revoke", papers=papers)
    new = old if same else os.urandom(32)
    _enrol(coordinator, _code(coordinator), key, new)
    known = Signers.from_json(coordinator.client.get("/stations/signers").json()).signers
    assert [(one.public_key, one.valid_until) for one in known] == [(public_key(new).hex(), None)]


def test_a_station_gets_another_name_and_both_deeds_are_in_the_log(coordinator: House) -> None:
    coordinator.bench(name="<b>banc</b>")
    number = _number(coordinator, "<b>banc</b>")
    assert "<b>banc" not in coordinator.client.get("/stations").text
    coordinator.post(f"/stations/{number}/name", name="banc 9")
    coordinator.post(f"/stations/{number}/revoke", papers="never")
    shown = coordinator.client.get("/audit").text
    assert "a renommé un poste" in shown
    assert "a révoqué un poste" in shown
    assert "banc 9" in coordinator.client.get("/stations").text


def test_the_file_of_signers_is_one_that_stations_read(coordinator: House) -> None:
    key = os.urandom(32)
    coordinator.bench(papers_key=key)
    coordinator.bench("Lilas", name="l", papers_key=os.urandom(32))
    answer = coordinator.client.get("/stations/signers")
    assert "signataires.json" in answer.headers["content-disposition"]
    assert [one.public_key for one in Signers.from_json(answer.json()).signers] == [public_key(key).hex()]
