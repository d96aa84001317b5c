"""The pages of towers, as a person meets them: list, tower, record, papers, comparison, deeds, several at once."""

import csv
import io
import json
import re

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from pcsol.judge import codes
from pcsol.judge.certificate import check, public_key
from pcsol.model.papers.signers import Signer
from pcsol.server.access.caller import ROLES, Caller, Role
from pcsol.server.database.tables import event
from pcsol.server.towers.deeds import rights
from pcsol.server.towers.states import STATES, WITHDRAWN
from tests.server.house import House, marks, probe
from tests.server.house import record as made
from tests.server.towers.stock import intake, last_event, rows, seen
from tests.towers import FAILING, HOSTILE, MACHINE
from tests.unit.certificate.erasures import KEY
from tests.unit.certificate.papers import PAPERS

CODE, OTHER = (codes.compose("VAL", number) for number in (42, 43))
# What a scanner set to an American keyboard types on a French one.
AS_SCANNED = str.maketrans("0123456789-AQWZM", "à&é\"'(-è_ç)QAZW?")
FORMULA = '=HYPERLINK("https://elsewhere.example")'


def _enter(house: House, role: str = "coordinator", of: str | None = "Valmy") -> None:
    house.person(role, role, of)
    house.enter(role)


def _text(house: House, path: str, status: int = 200) -> str:
    answer = house.client.get(path)
    assert answer.status_code == status, answer.text
    return answer.text


def _papers(house: House, *names: str) -> dict[str, object]:
    results = [{"disk": "/dev/sda", "paper": PAPERS[name].to_json()} for name in names]
    whole = made(PAPERS["destroyed"], house.clock(), "wipe", CODE)
    return {**whole, "body": {"schema": "pcsol/wipe-run/1", "results": results, "errors": []}}


# The list


def test_a_code_that_is_typed_whole_leads_straight_to_its_tower(house: House) -> None:
    seen(house, house.bench(), "TOURINVENTEE1", CODE)
    _enter(house)
    for typed in (CODE, CODE.lower().replace("-", " "), CODE.replace("0", "O"), CODE.translate(AS_SCANNED)):
        answer = house.client.get("/towers", params={"q": typed})
        assert (answer.status_code, answer.headers["location"]) == (303, f"/towers/{CODE}")
    assert OTHER in _text(house, f"/towers?q={OTHER}")
    assert "Aucune tour ne porte le code" in _text(house, f"/towers?q={OTHER}")


def test_a_list_keeps_what_was_asked_in_its_links(house: House) -> None:
    bench = house.bench()
    for number in range(53):
        seen(house, bench, f"TOUR{number:05d}XQ")
        house.clock.go(minutes=1)
    _enter(house)
    text = _text(house, "/towers?q=modele&state=to-check&c=serial&c=memory")
    assert "/towers?q=modele&amp;c=serial&amp;c=memory" in text
    assert "TOUR00052XQ" in text
    assert "TOUR00002XQ" not in text
    more = text.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    assert "state=to-check" in more
    assert "c=serial" in more
    text = _text(house, more)
    assert "TOUR00002XQ" in text
    assert "TOUR00052XQ" not in text
    assert 'rel="next"' not in text


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("state=to-check", True), ("state=ready", False), ("health=A", True), ("health=D", False),
        ("function=-", True), ("function=D", False),
        ("q=tourinventee1", True), ("q=i3-4150", True), ("q=ZTOURINVENTEE1", True), ("q=nothing-like-it", False),
        ("destination=school", True),
        ("erasure=accepted", False), ("doubt=1", False), ("structure=999", False), ("lot=x", False), ("lot=", True),
    ],
)  # fmt: skip
def test_each_filter_filters(house: House, query: str, *, there: bool) -> None:
    seen(house, house.bench(), "TOURINVENTEE1", OTHER)
    _enter(house)
    assert (f"/towers/{OTHER}" in _text(house, f"/towers?{query}")) is there


def test_an_empty_hub_says_what_to_do(house: House) -> None:
    _enter(house)
    assert "Aucune tour ici pour l’instant" in _text(house, "/towers")


def test_what_a_machine_says_of_itself_stays_words(house: House) -> None:
    bench = house.bench()
    bench.sends(made(HOSTILE, house.clock(), code=CODE))
    _enter(house)
    record = house.client.get("/api/v1/towers/" + CODE, headers=bench.bearer).json()["evidence"][0]["id"]
    for path in ("/towers", f"/towers/{CODE}", f"/towers/{CODE}/records/{record}", f"/towers/{CODE}/merge"):
        text = _text(house, path)
        assert "<script" not in text
        assert "{{ 1234*5678 }}" in text or "7006652" not in text
        assert "style=" not in text


# Files


def test_the_csv_and_the_workbook_hold_the_list_and_no_formula(house: House) -> None:
    bench = house.bench()
    for number in range(205):
        machine = MACHINE.model_copy(update={"model": FORMULA if number == 204 else f"M{number}", "serial": "X"})
        bench.sends(made(probe(machine=machine), house.clock(), seen=marks(f"TOUR{number:05d}XQ")))
    _enter(house)
    answer = house.client.get("/towers.csv?c=model&c=memory")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert lines[0] == ["Modèle", "Mémoire (Go)"]
    assert lines[1] == ["'" + FORMULA, "3,9"]
    assert len(lines) == 206
    book = load_workbook(io.BytesIO(house.client.get("/towers.xlsx?c=model&c=memory").content))
    cells = list(book.active.values)
    assert cells[1] == ("'" + FORMULA, 3.9)
    assert len(cells) == 206
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} == {"s", "n"}


def test_an_export_stands_in_the_log(house: House) -> None:
    _enter(house)
    house.client.get("/towers.csv?state=ready")
    with house.hub.database.reading() as connection:
        found = connection.exec_driver_sql("SELECT who, subject FROM audit WHERE action = 'export'").all()
    assert [tuple(row) for row in found] == [("Coordinator", "towers.csv state=ready")]


# A tower


def test_a_tower_shows_its_papers_and_who_signed_them(house: House) -> None:
    bench = house.bench(papers_key=KEY)
    bench.sends(_papers(house, "not-erased"))
    house.clock.go(days=1)
    bench.sends(_papers(house, "clear"))
    _enter(house)
    text = _text(house, f"/towers/{CODE}")
    paper = PAPERS["clear"]
    assert "Signé par banc 1, Valmy, connu ici." in text
    assert "niveau CLEAR" in text
    assert f"/towers/{CODE}/papers/{paper.id}.pdf" in text
    answer = house.client.get(f"/towers/{CODE}/papers/{paper.id}.json")
    known = Signer(public_key=paper.signature.public_key) if paper.signature else None
    assert known is not None
    assert check(answer.content, [known]).known
    answer = house.client.get(f"/towers/{CODE}/papers/{paper.id}.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    _text(house, f"/towers/{CODE}/papers/{PAPERS['purge'].id}.pdf", 404)


def test_a_paper_of_an_unknown_key_is_said_to_be_one(house: House) -> None:
    house.bench().sends(_papers(house, "clear"))
    _enter(house)
    assert "Signé par une clé inconnue ici" in _text(house, f"/towers/{CODE}")
    assert rows(house)[1]["erasure"] == "none"


def test_papers_that_came_before_their_key_are_believed_once_it_is_known(house: House) -> None:
    """As by stick: the letters come first, the station says its papers' key when it meets the hub."""
    bench = house.bench()
    bench.sends(_papers(house, "clear"))
    assert rows(house)[1]["erasure"] == "none"
    answer = house.client.put(
        "/api/v1/stations/me/papers-key", json={"public_key": public_key(KEY).hex()}, headers=bench.bearer
    )
    assert answer.status_code == 204
    assert rows(house)[1]["erasure"] == "partly"
    _enter(house)
    assert "connu ici" in _text(house, f"/towers/{CODE}")


def test_newer_and_unsigned_records_say_so_and_open(house: House) -> None:
    bench = house.bench()
    newer = bench.sends({**made(probe(), house.clock(), code=CODE), "schema": "pcsol/record/2", "more": [1]})
    unsigned = made(intake(CODE), house.clock(), "intake", CODE)
    assert bench.put(unsigned).status_code == 201
    _enter(house)
    text = _text(house, f"/towers/{CODE}")
    assert "mettez à jour l’inventaire" in text
    assert "non signée" in text
    assert "mettez à jour l’inventaire" in _text(house, f"/towers/{CODE}/records/{newer['id']}")
    for whole in (newer, unsigned):
        answer = house.client.get(f"/towers/{CODE}/records/{whole['id']}.json")
        assert json.loads(answer.content) == whole
    assert "Numéro du donateur" in _text(house, f"/towers/{CODE}/records/{unsigned['id']}")
    _text(house, f"/towers/{CODE}/records/nothing", 404)


def _but_its_own_address(page: str) -> str:
    """The form that changes the language leads back to where one is."""
    return re.sub(r'name="next" value="[^"]*"', "", page)


def test_two_records_are_compared_the_last_two_where_none_are_named(house: House) -> None:
    bench = house.bench()
    first = seen(house, bench, "TOURINVENTEE1", CODE)
    house.clock.go(days=1)
    second = seen(house, bench, "TOURINVENTEE1", CODE, disks=FAILING.disks)
    house.clock.go(days=1)
    seen(house, bench, "TOURINVENTEE1", CODE, disks=())
    seen(house, bench, "TOURINVENTEE2", OTHER)
    _enter(house)
    assert "pas deux inventaires" in _text(house, f"/towers/{OTHER}/compare")
    text = _text(house, f"/towers/{CODE}/compare")
    assert f'value="{second["id"]}" selected' in text
    assert "À REGARDER" in text
    one = _text(house, f"/towers/{CODE}/compare?a={first['id']}&b={second['id']}")
    other = _text(house, f"/towers/{CODE}/compare?a={second['id']}&b={first['id']}")
    assert _but_its_own_address(one) == _but_its_own_address(other)
    assert f'value="{first["id"]}" selected' in one


def test_a_merged_tower_is_found_by_its_old_code_and_name(house: House) -> None:
    bench = house.bench()
    seen(house, bench, "TOURINVENTEE1", CODE)
    seen(house, bench, "TOURINVENTEE2", OTHER)
    _enter(house)
    text = _text(house, f"/towers/{CODE}/merge?other={OTHER.lower()}")
    assert "Modèle TOURINVENTEE1" in text
    assert "Modèle TOURINVENTEE2" in text
    answer = house.post(f"/towers/{CODE}/merge", other=OTHER, stays="this", why="même tour")
    assert answer.headers["location"] == f"/towers/{CODE}?told=saved"
    for name in (OTHER, "n-2", "n-1"):
        assert house.client.get(f"/towers/{name}").headers["location"] == f"/towers/{CODE}"
    assert house.client.get(f"/api/v1/towers/{OTHER}").json()["name"] == CODE
    answer = house.post(f"/towers/{CODE}/undo", event=str(last_event(house, "merge")))
    assert answer.headers["location"] == f"/towers/{CODE}?told=undone"
    _text(house, f"/towers/{OTHER}")


def test_a_record_is_split_off_into_a_tower_with_a_code(house: House) -> None:
    bench = house.bench()
    seen(house, bench, "TOURINVENTEE1", CODE)
    seen(house, bench, "TOURINVENTEE2", CODE)
    _enter(house)
    assert '<h2 id="doubt">Ce code a été vu sur une autre machine' in _text(house, f"/towers/{CODE}")
    answer = house.post(f"/towers/{CODE}/split", n="2", code=OTHER, why="étiquette sur la mauvaise tour")
    assert answer.headers["location"] == f"/towers/{OTHER}?told=saved"
    text = _text(house, f"/towers/{CODE}")
    assert 'id="doubt"' not in text
    assert "sa fiche compte maintenant pour une autre tour" in text
    assert "Modèle TOURINVENTEE2" in _text(house, f"/towers/{OTHER}")


def test_a_settled_doubt_is_not_raised_again_by_the_next_record(house: House) -> None:
    bench = house.bench()
    seen(house, bench, "TOURINVENTEE1", CODE)
    seen(house, bench, "TOURINVENTEE1", OTHER)
    _enter(house, "technician")
    assert house.post(f"/towers/{OTHER}/settle", why="").status_code == 422
    house.post(f"/towers/{OTHER}/settle", why="deux cartes, un seul numéro")
    seen(house, bench, "TOURINVENTEE1", OTHER)
    assert [row["doubt"] for row in rows(house).values()] == [None, None]
    house.post(f"/towers/{OTHER}/undo", event=str(last_event(house, "settle")))
    assert [row["doubt"] for row in rows(house).values()] == [None, "other-code"]


def test_names_are_set_and_a_code_is_never_given_twice(house: House) -> None:
    bench = house.bench()
    seen(house, bench, "TOURINVENTEE1", CODE)
    seen(house, bench, "TOURINVENTEE2")
    _enter(house, "technician")
    assert house.post("/towers/n-2/names", code=CODE, asset="").status_code == 409
    assert house.post("/towers/n-2/names", code="VAL-0043-A").status_code == 422
    answer = house.post("/towers/n-2/names", code=OTHER.lower(), asset="INV-7")
    assert answer.headers["location"] == f"/towers/{OTHER}?told=saved"
    assert OTHER in _text(house, "/towers?q=inv-7")
    assert house.post(f"/towers/{OTHER}/names", lot="999").status_code == 404


# Who may what


@pytest.mark.parametrize("role", list(ROLES))
def test_each_role_may_do_what_the_table_says_and_sees_nothing_else(house: House, role: str) -> None:
    bench = house.bench()
    seen(house, bench, "TOURINVENTEE1", CODE)
    seen(house, bench, "TOURINVENTEE1", CODE, disks=())
    _enter(house, role)
    mine = ROLES[role]
    text = _text(house, f"/towers/{CODE}")
    for deed, path in (("code", "names"), ("merge", "merge"), ("split", "split")):
        assert (f"/towers/{CODE}/{path}" in text) is (mine >= rights.DEEDS[deed])
    for path, deed in (
        ("note", "note"),
        ("names", "code"),
        ("settle", "settle"),
        ("merge", "merge"),
        ("split", "split"),
    ):
        answer = house.post(f"/towers/{CODE}/{path}", text="x", code=CODE, why="x", other=CODE)
        assert (answer.status_code == 403) is (mine < rights.DEEDS[deed]), (path, answer.status_code)
    for state in STATES:
        person = Caller("person", 1, "x", None, mine)
        may = rights.may_set(person, rows(house)[1]["state"], state)
        answer = house.post(f"/towers/{CODE}/state", state=state, why="essai")
        assert answer.status_code == (303 if may else 403), state


def test_a_volunteer_brings_a_tower_to_ready_and_no_further() -> None:
    volunteer, technician, coordinator = (Caller("person", 1, "x", 1, role) for role in list(Role)[:3])
    assert rights.may_set(volunteer, "to-check", "ready")
    assert not rights.may_set(volunteer, "ready", "given")
    assert not rights.may_set(volunteer, "given", "ready")
    assert rights.may_set(volunteer, "given", "returned")
    assert rights.may_set(technician, "to-check", "for-parts")
    assert not rights.may_set(technician, "for-parts", "recycled")
    assert all(rights.may_set(coordinator, old, new) for old in STATES for new in STATES if new != WITHDRAWN)
    assert [old for old in STATES if rights.may_set(coordinator, old, WITHDRAWN)] == ["announced"]
    assert not rights.may_set(coordinator, "ready", "anything")


def test_an_unusual_state_and_an_unproven_gift_want_a_reason(house: House) -> None:
    seen(house, house.bench(), "TOURINVENTEE1", CODE)
    _enter(house)
    assert house.post(f"/towers/{CODE}/state", state="destroyed").status_code == 422
    assert house.post(f"/towers/{CODE}/state", state="ready").status_code == 303
    assert house.post(f"/towers/{CODE}/state", state="given").status_code == 422
    assert house.post(f"/towers/{CODE}/state", state="given", why="sans disque, regardé").status_code == 303
    with house.hub.database.reading() as connection:
        found = [json.loads(row.details) for row in connection.execute(select(event).order_by(event.c.number))]
    assert [(one["from"], one["to"], one["why"]) for one in found] == [
        ("to-check", "ready", ""), ("ready", "given", "sans disque, regardé"),
    ]  # fmt: skip


def test_anothers_tower_is_not_there(house: House) -> None:
    bench = house.bench("Lilas")
    whole = seen(house, bench, "TOURINVENTEE1", CODE)
    bench.sends(_papers(house, "clear"))
    _enter(house)
    paths = ("", "/compare", "/merge", "/split", f"/records/{whole['id']}", f"/records/{whole['id']}.json",
             f"/papers/{PAPERS['clear'].id}.pdf", f"/papers/{PAPERS['clear'].id}.json")  # fmt: skip
    for name in (CODE, "n-1"):
        for path in paths:
            _text(house, f"/towers/{name}{path}", 404)
        for path in ("note", "state", "names", "settle", "merge", "split"):
            answer = house.post(
                f"/towers/{name}/{path}", text="x", state="ready", code=OTHER, other="n-1", n="1", why="x"
            )
            assert answer.status_code == 404, path
    assert CODE not in _text(house, "/towers")
    assert CODE not in house.client.get("/towers.csv?n=1").text
    assert house.post("/towers/several", n="1", state="ready", why="x").status_code == 404
    assert rows(house)[1]["state"] == "to-check"


def test_the_federation_tells_two_towers_of_one_code_apart(house: House) -> None:
    for of in ("Valmy", "Lilas"):
        seen(house, house.bench(of), f"TOUR{of}XQ1", CODE)
    _enter(house, of=None)
    text = _text(house, "/towers")
    assert "/towers/n-1" in text
    assert "/towers/n-2" in text
    assert "Lilas" in _text(house, "/towers/n-2")


# Several at once


def test_several_change_together_or_not_at_all(house: House) -> None:
    bench = house.bench()
    for number, code in ((1, CODE), (2, OTHER), (3, None)):
        seen(house, bench, f"TOURINVENTEE{number}", code)
    _enter(house)
    text = _text(house, "/towers/several?n=1&n=2&n=3&n=x")
    assert "3 tours" in text
    answer = house.client.get("/towers/several?n=1&n=2&n=3&do=labels")
    assert answer.headers["location"] in {f"/labels?codes={a}%2C{b}" for a, b in ((CODE, OTHER), (OTHER, CODE))}
    answer = house.client.get("/towers/several?n=1&n=3&do=csv")
    assert len(house.client.get(answer.headers["location"]).text.splitlines()) == 3
    house.post(f"/towers/{OTHER}/state", state="recycled", why="x")
    assert house.post("/towers/several", n=["1", "2", "3"], state="ready").status_code == 422
    assert [row["state"] for row in rows(house).values()] == ["to-check", "recycled", "to-check"]
    assert house.post("/towers/several", n=["1", "3"], state="ready").status_code == 303
    assert [row["state"] for row in rows(house).values()] == ["ready", "recycled", "ready"]
    assert "Aucune tour n’est cochée" in _text(house, "/towers/several")
