"""The hub describes its API, counts what it does, and writes a log in which nothing lets anybody in."""

import io
import json
import logging
import re
from collections.abc import Iterator

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import SQLAlchemyError

from pcsol.server.access.sessions import COOKIE
from pcsol.server.database.tables import setting, station
from pcsol.server.upkeep import log
from pcsol.server.upkeep.figures import Figures, sample
from tests.server.house import PASSWORD, House, probe, record

_TOKEN = re.compile(r"<code>(pcsol_metrics_[\w-]+)</code>")


@pytest.fixture
def federation(house: House) -> House:
    house.person("sacha", "administrator", of=None)
    house.enter("sacha")
    return house


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    written = io.StringIO()
    handler = log.to_stderr()
    handler.setStream(written)
    yield written
    logging.getLogger("pcsol.hub").removeHandler(handler)


def _value(text: str, name: str) -> float:
    found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
    assert found, name
    return float(found[1])


def test_the_description_has_the_routes_of_the_api_and_their_faults(house: House) -> None:
    assert house.client.get("/openapi.json").status_code == 401
    plain = house.client.get("/openapi.json", headers=house.bench().bearer).json()
    assert {path.split("/")[1] for path in plain["paths"]} == {"api", "healthz"}
    for path, verbs in plain["paths"].items():
        for one in verbs.values():
            answers = one["responses"]
            assert "503" in answers
            assert ("401" in answers) or path == "/healthz"
            faults = [answer for code, answer in answers.items() if int(code) >= 400]
            assert all("Fault" in json.dumps(answer["content"]) for answer in faults)
    assert "HTTPValidationError" not in json.dumps(plain)
    assert plain["paths"]["/api/v1/records/{id}"]["put"]["requestBody"]["required"]


def test_every_reference_of_the_description_leads_somewhere(house: House) -> None:
    plain = house.client.get("/openapi.json", headers=house.bench().bearer).json()
    names = set(re.findall(r"#/components/schemas/(\w+)", json.dumps(plain)))
    assert names <= plain["components"]["schemas"].keys()


def test_figures_are_the_federations_administrators_and_the_tokens(federation: House) -> None:
    token = _TOKEN.search(federation.post("/upkeep/token").text)[1]
    assert token not in federation.client.get("/upkeep").text
    assert federation.client.get("/metrics").status_code == 200
    federation.client.cookies.clear()
    for header, status in ((None, 401), (f"Bearer {token}", 200), ("Bearer x", 401), (f"Basic {token}", 401)):
        headers = {"Authorization": header} if header else {}
        assert federation.client.get("/metrics", headers=headers).status_code == status
    assert federation.client.get("/api/v1/towers", headers={"Authorization": f"Bearer {token}"}).status_code == 401
    federation.enter("sacha")
    federation.post("/upkeep/token/remove")
    federation.client.cookies.clear()
    assert federation.client.get("/metrics", headers={"Authorization": f"Bearer {token}"}).status_code == 401


def test_without_a_token_none_fits(house: House) -> None:
    for header in ("Bearer ", "Bearer", "Bearer None"):
        assert house.client.get("/metrics", headers={"Authorization": header}).status_code == 401


@pytest.mark.parametrize(("role", "of"), [("administrator", "Valmy"), ("coordinator", None)])
def test_others_have_no_figures(house: House, role: str, of: str | None) -> None:
    house.person("lou", role, of=of)
    house.enter("lou")
    for path in ("/metrics", "/upkeep"):
        assert house.client.get(path).status_code == 403
    assert house.post("/upkeep/token").status_code == 403


def test_the_token_is_kept_hashed(federation: House) -> None:
    token = _TOKEN.search(federation.post("/upkeep/token").text)[1]
    with federation.hub.database.reading() as connection:
        assert token not in str(connection.execute(setting.select()).all())


def test_figures_say_what_was_done(federation: House) -> None:
    bench = federation.bench()
    bench.sends(record(probe(), federation.clock()))
    bench.put({**record(probe(), federation.clock()), "body": {}})
    federation.client.get("/people/1")
    federation.client.get("/people/999")
    federation.client.get("/no/such/page")
    text = federation.client.get("/metrics").text
    assert _value(text, "pcsol_records_total") == 1
    assert _value(text, "pcsol_letters_refused") == 1
    assert _value(text, "pcsol_stations") == 1
    assert _value(text, 'pcsol_stations_seen{within="1h"}') == 1
    assert _value(text, "pcsol_database_up") == 1
    assert re.search(
        r'pcsol_requests_total\{method="GET",route="/people/\{number\}",status="404",process="\d+"\} 1', text
    )
    assert re.search(r'route="/api/v1/records/\{id\}",status="422"', text)
    assert re.search(r'route="other",status="404"', text)
    assert "/no/such/page" not in text
    names = re.findall(r"^# TYPE (\S+)", text, re.MULTILINE)
    assert len(names) == len(set(names))


def test_a_histogram_adds_up() -> None:
    figures = Figures()
    for seconds in (0.001, 0.02, 0.2, 30.0):
        figures.note("GET", "/x", 200, seconds)
    text = "\n".join(re.sub(r',?process="\d+"', "", line) for line in figures.lines())
    buckets = [float(one) for one in re.findall(r"_bucket\{.*\} (\S+)", text)]
    assert buckets == sorted(buckets)
    assert buckets[-1] == 4
    assert _value(text, 'pcsol_request_seconds_count{route="/x"}') == 4
    assert _value(text, 'pcsol_request_seconds_bucket{route="/x",le="0.25"}') == 3


def test_a_label_cannot_end_its_line() -> None:
    assert sample("x", 1, route='a"}\n\\') == 'x{route="a\\"}\\n\\\\"} 1'


def test_a_database_that_does_not_answer_is_told_to_who_was_let_in_before(federation: House) -> None:
    token = _TOKEN.search(federation.post("/upkeep/token").text)[1]
    federation.client.cookies.clear()
    bearer = {"Authorization": f"Bearer {token}"}
    assert _value(federation.client.get("/metrics", headers=bearer).text, "pcsol_database_up") == 1
    with federation.hub.database.writing() as connection:
        for table in ("setting", "refusal"):
            connection.exec_driver_sql(f"DROP TABLE {table}")
    assert _value(federation.client.get("/metrics", headers=bearer).text, "pcsol_database_up") == 0
    assert federation.client.get("/metrics", headers={"Authorization": "Bearer guessed"}).status_code == 401


def test_the_log_has_a_line_for_each_request_and_no_secret(federation: House, lines: io.StringIO) -> None:
    house = federation
    secret, key = house.client.cookies[COOKIE], house.form_key()
    bench = house.bench()
    bench.sends(record(probe(), house.clock()))
    token = _TOKEN.search(house.post("/upkeep/token").text)[1]
    added = house.post("/people", login="camille", name="Camille", role="volunteer")
    first = re.search(r'<code class="big">([^<]+)<', added.text)[1]
    shown = house.post("/stations", name="banc 3", structure=house.structures["Valmy"])
    code = re.search(r'huge">([^<]+)<', shown.text)[1]
    house.client.get("/login?next=/towers?q=Dupont&password=zyxwv", headers={"Authorization": "Bearer zyxwvut"})
    house.client.get("/metrics", headers={"Authorization": f"Bearer {token}"})
    house.client.get("/x%0A%22forged")
    house.client.post("/login", data={"login": "sacha", "password": PASSWORD})
    text = lines.getvalue()
    for hidden in (secret, key, bench.token, token, first, code, PASSWORD, "Dupont", "zyxwv", "camille", "Sacha"):
        assert hidden not in text
    written = [json.loads(line) for line in text.splitlines()]
    assert {"person 1", "station 1", None} == {one["who"] for one in written}
    assert all(one["milliseconds"] >= 0 and one["status"] for one in written)
    assert len(written) == 9


def test_a_fault_of_the_database_is_logged_without_what_was_written(house: House, lines: io.StringIO) -> None:
    hidden = "a-secret-name"
    try:
        with house.hub.database.writing() as connection:
            connection.execute(insert(station).values(structure=1, name=hidden))
    except SQLAlchemyError:
        logging.getLogger("pcsol.hub").exception("fault")
    text = lines.getvalue()
    assert "IntegrityError" in text
    assert hidden not in text
    assert len(text.splitlines()) == 1
