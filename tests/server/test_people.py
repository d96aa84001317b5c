"""Coordinators let people in and out; nobody gives more than they have, and nobody locks the house from outside."""

import ast
import re
from pathlib import Path

import pytest
from sqlalchemy import select

import pcsol.server
from pcsol.server.access.caller import Caller, Role
from pcsol.server.access.sessions import COOKIE
from pcsol.server.database.tables import audit, person, structure
from pcsol.server.faults import Fault
from pcsol.server.people import deeds
from pcsol.server.people.journal import ACTIONS
from tests.server.house import PASSWORD, House

_FIRST = re.compile(r'<code class="big">([a-z0-9-]{19})</code>')


def _number(house: House, login: str) -> int:
    with house.hub.database.reading() as connection:
        return connection.execute(select(person.c.number).where(person.c.login == login)).scalar_one()


def _actions(house: House) -> list[str]:
    with house.hub.database.reading() as connection:
        return list(connection.scalars(select(audit.c.action).order_by(audit.c.number)))


def _add(house: House, login: str = "camille", role: str = "volunteer", **more: object) -> object:
    return house.post("/people", login=login, name=login.title(), role=role, **more)


@pytest.fixture
def coordinator(house: House) -> House:
    house.person("dominique", "coordinator")
    house.enter("dominique")
    return house


def test_somebody_who_is_added_enters_with_a_password_that_is_shown_once(coordinator: House) -> None:
    answer = _add(coordinator)
    first = _FIRST.search(answer.text)[1]
    assert first not in coordinator.client.get(f"/people/{_number(coordinator, 'camille')}").text
    coordinator.client.cookies.clear()
    entered = coordinator.client.post("/login", data={"login": "camille", "password": first})
    assert (entered.status_code, entered.headers["location"]) == (303, "/password")
    assert coordinator.client.get("/people").status_code == 403


@pytest.mark.parametrize("login", ["", "c", "camille dupont", "camille@example.org", "é-é", "x" * 41])
def test_a_login_of_another_form_is_refused_and_what_was_typed_stays(coordinator: House, login: str) -> None:
    answer = coordinator.post("/people", login=login, name="Camille <b>", role="volunteer")
    assert answer.status_code == 422
    assert "Camille &lt;b&gt;" in answer.text


def test_a_login_serves_once_in_the_whole_hub(coordinator: House) -> None:
    coordinator.person("camille", "volunteer", of="Lilas")
    assert _add(coordinator, "CAMILLE").status_code == 422


def test_nobody_gives_a_role_above_their_own(coordinator: House) -> None:
    assert _add(coordinator, role="administrator").status_code == 403
    assert _add(coordinator, role="king").status_code == 422
    coordinator.person("camille", "volunteer")
    answer = coordinator.post(f"/people/{_number(coordinator, 'camille')}/role", role="administrator")
    assert answer.status_code == 403


def test_nobody_touches_who_stands_above_them_or_themselves(coordinator: House) -> None:
    coordinator.person("sacha", "administrator")
    for login in ("sacha", "dominique"):
        number = _number(coordinator, login)
        for deed in ("role", "password", "leave", "back"):
            assert coordinator.post(f"/people/{number}/{deed}", role="volunteer").status_code == 403


def test_another_structures_people_are_not_there(coordinator: House) -> None:
    coordinator.person("camille", "volunteer", of="Lilas")
    coordinator.person("federica", "volunteer", of=None)
    for login in ("camille", "federica"):
        number = _number(coordinator, login)
        assert coordinator.client.get(f"/people/{number}").status_code == 404
        for deed in ("role", "password", "leave", "back"):
            assert coordinator.post(f"/people/{number}/{deed}", role="volunteer").status_code == 404
    assert "Camille" not in coordinator.client.get("/people").text
    assert _add(coordinator, "alex", structure=coordinator.structures["Lilas"]).status_code == 404


def test_who_leaves_is_out_at_once_and_may_come_back(coordinator: House) -> None:
    coordinator.person("camille", "volunteer")
    own = coordinator.client.cookies[COOKIE]
    coordinator.client.cookies.clear()
    coordinator.enter("camille")
    theirs = coordinator.client.cookies[COOKIE]
    number = _number(coordinator, "camille")

    def as_(secret: str) -> House:
        coordinator.client.cookies.clear()
        coordinator.client.cookies.set(COOKIE, secret)
        return coordinator

    assert as_(own).post(f"/people/{number}/leave").status_code == 303
    assert as_(theirs).client.get("/password").status_code == 303
    assert "Camille" not in as_(own).client.get("/people").text
    assert "Camille" in coordinator.client.get("/people?left=1").text
    assert coordinator.post(f"/people/{number}/back").status_code == 303
    coordinator.client.cookies.clear()
    coordinator.enter("camille")
    assert _actions(coordinator)[-3:] == ["person-left", "person-back", "login"]


def test_a_new_password_ends_the_old_one_and_all_sessions(coordinator: House) -> None:
    coordinator.person("camille", "volunteer")
    first = _FIRST.search(coordinator.post(f"/people/{_number(coordinator, 'camille')}/password").text)[1]
    coordinator.client.cookies.clear()
    for password, status in ((PASSWORD, 401), (first, 303)):
        answer = coordinator.client.post("/login", data={"login": "camille", "password": password})
        assert answer.status_code == status


def test_the_last_administrator_stays_even_when_two_let_each_other_out_at_once(house: House) -> None:
    """The page of the first was made before the second had acted: its caller is still an administrator."""
    for login in ("sacha", "alex"):
        house.person(login, "administrator", of=None)
    house.enter("sacha")
    sacha = Caller("person", _number(house, "sacha"), "Sacha", None, Role.ADMINISTRATOR)
    alex = Caller("person", _number(house, "alex"), "Alex", None, Role.ADMINISTRATOR)
    with house.hub.database.writing() as connection:
        deeds.leave(connection, house.clock(), sacha, deeds.one(connection, sacha, alex.number))
    for deed in (deeds.leave, lambda *given: deeds.change_role(*given, Role.VOLUNTEER)):
        with house.hub.database.writing() as connection, pytest.raises(Fault) as fault:
            deed(connection, house.clock(), alex, deeds.one(connection, alex, sacha.number))
        assert fault.value.status == 409


def test_a_structures_last_administrator_may_leave_while_the_federation_has_one(house: House) -> None:
    house.person("sacha", "administrator", of=None)
    house.person("lou", "administrator", of="Lilas")
    house.enter("sacha")
    assert house.post(f"/people/{_number(house, 'lou')}/leave").status_code == 303


def test_the_federation_adds_and_renames_structures(house: House) -> None:
    house.person("sacha", "administrator", of=None)
    house.enter("sacha")
    assert house.post("/structures", name="Ménil", prefix="men").status_code == 303
    for given in (("Autre", "MEN"), ("Ménil", "AUT"), ("", "AUT"), ("Autre", "A1"), ("Autre", "ABCDE")):
        assert house.post("/structures", name=given[0], prefix=given[1]).status_code == 422
    number = house.structures["Valmy"]
    assert house.post(f"/structures/{number}/name", name="Valmy-Nord").status_code == 303
    assert house.post(f"/structures/{number}/name", name="Lilas").status_code == 422
    assert house.post("/structures/99/name", name="Rien").status_code == 404
    with house.hub.database.reading() as connection:
        rows = connection.execute(select(structure.c.name, structure.c.prefix).order_by(structure.c.number)).all()
    assert [tuple(row) for row in rows] == [("Valmy-Nord", "VAL"), ("Lilas", "LIL"), ("Ménil", "MEN")]


@pytest.mark.parametrize(("role", "of"), [("administrator", "Valmy"), ("coordinator", None)])
def test_structures_are_the_federations_administrators(house: House, role: str, of: str | None) -> None:
    house.person("sacha", role, of=of)
    house.enter("sacha")
    assert house.client.get("/structures").status_code == 403
    assert house.post("/structures", name="Ménil", prefix="MEN").status_code == 403


def test_the_log_is_ones_own_structures_filtered_and_paged(house: House) -> None:
    house.person("dominique", "coordinator")
    house.person("lou", "coordinator", of="Lilas")
    house.enter("lou")
    house.client.cookies.clear()
    house.enter("dominique")
    house.post("/people", login="camille", name="Camille", role="volunteer")
    shown = house.client.get("/audit").text
    assert "camille (volunteer)" in shown
    assert "Lou" not in shown
    assert "camille (volunteer)" not in house.client.get("/audit?action=login").text
    assert "camille (volunteer)" in house.client.get("/audit?who=domi&action=person-added").text
    with house.hub.database.writing() as connection:
        for n in range(120):
            line = {"at": house.clock(), "structure": house.structures["Valmy"], "who": f"line {n}", "action": "x"}
            connection.execute(audit.insert().values(**line, subject="<i>", address=""))
    seen, path = [], "/audit?action=x"
    while path:
        text = house.client.get(path).text
        assert "<i>" not in text
        seen += re.findall(r"line (\d+)<", text)
        found = re.search(r'href="(/audit\?before=[^"]+)"', text)
        path = found[1].replace("&amp;", "&") if found else ""
    assert seen == [str(n) for n in reversed(range(120))]


def test_what_no_table_can_hold_is_refused_and_is_no_fault_of_the_hub(coordinator: House) -> None:
    for path in (
        "/audit?who=%00",
        "/audit?action=%00",
        "/audit?before=99999999999999999999",
        "/people/9999999999999999",
    ):
        assert coordinator.client.get(path).status_code in (200, 404, 422)
    assert coordinator.post("/people", login="camille", name="Ca\0mi\u202elle", role="volunteer").status_code == 200
    assert "Camille" in coordinator.client.get("/people").text


def test_everything_that_is_noted_has_words() -> None:
    noted: set[str] = set()
    for file in Path(pcsol.server.__file__).parent.rglob("*.py"):
        for call in (one for one in ast.walk(ast.parse(file.read_text())) if isinstance(one, ast.Call)):
            if ast.unparse(call.func) in {"audit.note", "audit.refused"}:
                noted |= {str(one.value) for one in ast.walk(call.args[4]) if isinstance(one, ast.Constant)}
    assert {"login", "lot-lines", "station-revoked", "batch-refused", "photo-refused"} <= noted
    assert {one for one in noted if not one.endswith("-")} <= ACTIONS.keys()
