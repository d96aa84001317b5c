"""People log in, choose a password, log out; and nobody else gets in."""

from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from pcsol.server.access.sessions import COOKIE
from pcsol.server.database.tables import attempt, audit, person
from tests.server.house import PASSWORD, House

NEW = "quatre-tours-bleues"


def _login(house: House, login: str = "camille", password: str = PASSWORD, **headers: str) -> int:
    fields = {"login": login, "password": password, "next": "/towers?state=ready"}
    return house.client.post("/login", data=fields, headers=headers).status_code


def test_a_person_logs_in_and_is_led_where_they_wanted(house: House) -> None:
    house.person("camille", "volunteer")
    there = house.client.get("/password")
    assert (there.status_code, there.headers["location"]) == (303, "/login?next=%2Fpassword")
    answer = house.client.post("/login", data={"login": "Camille ", "password": PASSWORD, "next": "/password"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/password")
    cookie = answer.headers["set-cookie"]
    assert all(word in cookie for word in ("HttpOnly", "Secure", "SameSite=lax"))
    assert house.client.get("/password").status_code == 200


@pytest.mark.parametrize(
    "place", ["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere", "javascript:1", ""]
)
def test_nobody_is_led_elsewhere(house: House, place: str) -> None:
    house.person("camille", "volunteer")
    answer = house.client.post("/login", data={"login": "camille", "password": PASSWORD, "next": place})
    assert answer.headers["location"] == "/"


def test_a_wrong_password_and_a_stranger_are_answered_alike(house: House) -> None:
    house.person("camille", "volunteer")
    pages = [
        house.client.post("/login", data={"login": login, "password": "x"}) for login in ("camille", "nobody-at-all")
    ]
    assert [page.status_code for page in pages] == [401, 401]
    assert pages[0].text == pages[1].text


def test_who_left_is_out_at_once(house: House) -> None:
    house.person("camille", "volunteer")
    assert _login(house) == 303
    with house.hub.database.writing() as connection:
        connection.execute(person.update().values(left_at=house.clock()))
    assert house.client.get("/password").status_code == 303
    assert _login(house) == 401


def test_after_eight_tries_even_the_right_password_waits(house: House) -> None:
    house.person("camille", "volunteer")
    assert [_login(house, password="x") for _time in range(8)] == [401] * 8
    assert _login(house) == 429
    house.clock.go(minutes=16)
    assert _login(house) == 303


def test_a_stranger_elsewhere_locks_nobody_out_and_right_tries_are_not_counted(house: House) -> None:
    house.person("camille", "volunteer")
    with TestClient(house.client.app, base_url="https://hub", client=("192.0.2.7", 5)) as stranger:
        fields = {"login": "camille", "password": "x"}
        assert [stranger.post("/login", data=fields).status_code for _time in range(10)] == [401] * 8 + [429] * 2
    assert _login(house) == 303
    house.clock.go(minutes=10)
    for _time in range(50):
        assert _login(house) == 303
    with TestClient(house.client.app, base_url="https://hub", client=("192.0.2.7", 5)) as stranger:
        house.clock.go(minutes=6)
        assert stranger.post("/login", data=fields).status_code == 401, "those that were refused were not counted"


def test_ones_own_password_is_not_guessed_through_an_open_session(house: House) -> None:
    house.person("camille", "volunteer")
    house.enter("camille")
    fields = {"new": NEW, "again": NEW}
    assert [house.post("/password", old="x", **fields).status_code for _time in range(9)] == [422] * 8 + [429]
    house.clock.go(minutes=16)
    assert house.post("/password", old=PASSWORD, **fields).status_code == 303


def test_a_proxy_may_say_another_host_than_the_browser_did(house: House) -> None:
    house.person("camille", "volunteer")
    origin = {"Origin": "https://inventaire.example.org", "Sec-Fetch-Site": "same-origin"}
    assert _login(house, **origin) == 403
    known = house.hub.settings.model_copy(update={"address": "https://inventaire.example.org/"})
    house.client.app.state.hub = replace(house.hub, settings=known)  # type: ignore[attr-defined]
    assert _login(house, **origin) == 303


def test_a_session_ends_when_it_is_idle_or_old(house: House) -> None:
    house.person("camille", "volunteer")
    _login(house)
    for _time in range(3):
        house.clock.go(hours=11)
        assert house.client.get("/password").status_code == 200
    house.clock.go(hours=13)
    assert house.client.get("/password").status_code == 303


def test_a_form_from_elsewhere_does_nothing(house: House) -> None:
    house.person("camille", "volunteer")
    assert _login(house, **{"Sec-Fetch-Site": "cross-site"}) == 403
    assert _login(house, Origin="https://elsewhere.example") == 403
    assert _login(house) == 303
    assert house.client.post("/logout").status_code == 403
    assert house.client.post("/logout", data={"form_key": "guessed"}).status_code == 403
    assert house.client.get("/password").status_code == 200


def test_a_first_password_serves_to_choose_ones_own(house: House) -> None:
    house.person("camille", "administrator")
    with house.hub.database.writing() as connection:
        connection.execute(person.update().values(must_change=True))
    house.enter("camille", expect="/password")
    for path in ("/", "/towers", "/people", "/api/v1/towers", "/api/v1/towers/VAL-0042-D", "/openapi.json"):
        assert house.client.get(path).status_code == 403, path
    fields = {"old": PASSWORD, "new": NEW, "again": NEW}
    assert house.post("/password", **{**fields, "old": "x"}).status_code == 422
    assert house.post("/password", **{**fields, "new": "short", "again": "short"}).status_code == 422
    assert house.post("/password", **{**fields, "again": "other"}).status_code == 422
    assert house.post("/password", **fields).status_code == 303
    assert house.client.get("/password").status_code == 200
    house.client.cookies.clear()
    assert _login(house) == 401
    assert _login(house, password=NEW) == 303


def test_a_changed_password_ends_the_other_sessions(house: House) -> None:
    house.person("camille", "volunteer")
    house.enter("camille")
    elsewhere = house.client.cookies[COOKIE]
    house.client.cookies.clear()
    house.enter("camille")
    house.post("/password", old=PASSWORD, new=NEW, again=NEW)
    house.client.cookies.clear()
    house.client.cookies.set(COOKIE, elsewhere)
    assert house.client.get("/password").status_code == 303


def test_logging_out_ends_the_session_and_not_only_the_cookie(house: House) -> None:
    house.person("camille", "volunteer")
    house.enter("camille")
    secret = house.client.cookies[COOKIE]
    assert house.post("/logout").headers["location"] == "/login"
    house.client.cookies.set(COOKIE, secret)
    assert house.client.get("/password").status_code == 303


def test_a_person_chooses_the_language_of_all_pages(house: House) -> None:
    house.person("camille", "volunteer")
    house.enter("camille")
    assert "Nouveau mot de passe" in house.client.get("/password").text
    house.post("/language", language="en", next="/password")
    assert "New password" in house.client.get("/password").text


def test_every_answer_is_sealed(house: House) -> None:
    for path in ("/login", "/static/hub.css", "/healthz", "/nowhere", "/api/v1/towers"):
        headers = house.client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["referrer-policy"] == headers["cross-origin-opener-policy"] == "same-origin"
        assert headers["x-content-type-options"] == "nosniff"
        assert "server" not in headers


def test_passwords_are_nowhere_in_the_database(house: House) -> None:
    house.person("camille", "volunteer")
    house.enter("camille")
    _login(house, password="a-wrong-password")
    with house.hub.database.reading() as connection:
        rows = [str(row) for table in (person, audit) for row in connection.execute(table.select())]
    assert not any(word in row for row in rows for word in (PASSWORD, "a-wrong-password", house.client.cookies[COOKIE]))
    assert any("$argon2id$" in row for row in rows)


def test_files_of_the_program_are_asked_for_once_and_pages_are_kept_nowhere(house: House) -> None:
    first = house.client.get("/static/hub.css")
    assert (first.status_code, first.headers["cache-control"]) == (200, "no-cache")
    again = house.client.get("/static/hub.css", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.headers["cache-control"], again.content) == (304, "no-cache", b"")
    for path in ("/login", "/static/nothing.css", "/healthz"):
        assert house.client.get(path).headers["cache-control"] == "no-store"


def test_tries_are_not_counted_on_once_they_are_too_many(house: House) -> None:
    """Else whoever tries for an hour makes the table grow, and keeps a person out for as long."""
    house.person("camille", "volunteer")
    for _time in range(20):
        house.client.post("/login", data={"login": "camille", "password": "x"})
    with house.hub.database.reading() as connection:
        subject = "login camille from testclient"
        assert len(connection.execute(attempt.select().where(attempt.c.subject == subject)).all()) == 8


def test_what_is_refused_is_told_in_fitting_words(house: House) -> None:
    english = {"Accept-Language": "en"}
    page = house.client.post("/login", content=b"x" * 20_000, headers={**english, "Content-Length": "20000"})
    assert page.status_code == 413
    assert "no record is that big" not in page.text
    wrong = house.client.post("/api/v1/stations:enrol", json={}, headers=english).json()["error"]
    assert (wrong["code"], "station" in wrong["remedy"]) == (422, False)
