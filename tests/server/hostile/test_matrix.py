"""Every route, every caller, one's own things and another structure's: who may is in `table.py`."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from httpx2 import Response

from pcsol.server.app import build
from tests.server.hostile.furnished import CALLERS, OTHER, OWN, Furnished, picture, secret
from tests.server.hostile.table import ANYBODY, FEDERATION, OPEN, POST, ROLES, STATION, TABLE, Row

_FOR_PROGRAMS = ("/api/", "/healthz", "/metrics", "/openapi.json")
# A group's link is its own key, whoever is logged in; drawings are nobody's.
_WITHOUT_AN_ACCOUNT = ("/g/", "/classroom/")
Who = tuple[str, str | None]


def _routes(routes: Iterable[Any]) -> Iterator[tuple[str, str]]:
    for route in routes:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            yield from _routes(inner.routes)
        else:
            yield from ((verb, route.path) for verb in getattr(route, "methods", None) or {"MOUNT"})


def _refused(row: Row, who: Who) -> int:
    """Return the status by which this caller is turned away, wherever the thing belongs; 0: they are not."""
    kind, of = who
    if row.may == OPEN:
        return 0
    if kind == "nobody" or (kind == "station" and row.may not in (STATION, ANYBODY)):
        return 401
    if kind == "station" or row.may == ANYBODY:
        return 0
    if row.may == STATION:
        return 401
    if row.may == FEDERATION:
        return 0 if (kind, of) == ("administrator", None) else 403
    return 403 if ROLES.index(kind) < ROLES.index(row.may) else 0


def _is_foreign(path: str, who: Who, of: str) -> bool:
    named = "{" in path and path != "/api/v1/records/{id}" and not path.startswith(_WITHOUT_AN_ACCOUNT)
    return named and who[1] is not None and who[1] != of


def _ask(house: Furnished, who: Who, verb: str, path: str, of: str | None, form: bool = True) -> Response:
    row = TABLE[verb, path]
    more: dict[str, Any] = {"data": house.filled(row.sends, of or OWN)} if verb == "POST" and row.sends else {}
    if row.photo:
        more["files"] = {"photo": ("tour.jpg", picture(), "image/jpeg")}
    if path == "/labels/sheet.pdf":
        more["params"] = {"codes": house.things[who[1] or OWN]["code"]}
    return house.asks(who, verb, house.aimed(path, of), form, **more)


def _is_turned_away(answer: Response, status: int, path: str) -> bool:
    if status == 401 and not path.startswith(_FOR_PROGRAMS):
        return answer.status_code == 303 and answer.headers["location"].startswith("/login")
    return answer.status_code == status


def test_every_route_stands_in_the_table_and_every_row_is_a_route(furnished: Furnished) -> None:
    assert sorted(_routes(build(furnished.house.hub).routes)) == sorted(
        [*TABLE, ("MOUNT", "/static"), ("MOUNT", "/classroom/static")]
    )


def test_who_may_not_is_turned_away_and_changes_nothing(furnished: Furnished) -> None:
    before, wrong = furnished.everything(), []
    for (verb, path), row in TABLE.items():
        for who in CALLERS:
            for of in (OWN, OTHER) if "{" in path else (OWN,):
                status, foreign = _refused(row, who), _is_foreign(path, who, of)
                if not status and not foreign:
                    continue
                answer = _ask(furnished, who, verb, path, of)
                # Of what is not theirs, who may not do it anyway may hear either: both are as of what is not there.
                either = {status or 404} | ({404} if foreign and status == 403 else set())
                if not any(_is_turned_away(answer, one, path) for one in either):
                    wrong.append((verb, path, who, of, either, answer.status_code))
                assert of == who[1] or secret(of) not in answer.text
    assert wrong == []
    assert furnished.everything() == before


def test_another_structures_things_are_answered_like_what_is_not_there(furnished: Furnished) -> None:
    for verb, path in TABLE:
        who: Who = ("administrator", OTHER)
        if not _is_foreign(path, who, OWN) or _refused(TABLE[verb, path], who):
            continue
        theirs, nobodys = (_ask(furnished, who, verb, path, of) for of in (OWN, None))
        assert (theirs.status_code, nobodys.status_code) == (404, 404), (verb, path)
        assert _bare(theirs, furnished.aimed(path, OWN)) == _bare(nobodys, furnished.aimed(path, None)), (verb, path)
        assert set(theirs.headers) == set(nobodys.headers)


def _bare(answer: Response, path: str) -> str:
    return re.sub(r'name="form_key" value="[^"]*"', "", answer.text.replace(path, "PATH"))


def test_a_page_is_shown_to_whoever_may_with_nothing_of_another_structure(furnished: Furnished) -> None:
    wrong = []
    for (verb, path), row in TABLE.items():
        for who in CALLERS:
            if verb != "GET" or _refused(row, who) or row.endless:
                continue
            answer = _ask(furnished, who, verb, path, who[1] or OWN)
            stranger = who[1] and secret(OWN if who[1] == OTHER else OTHER) in answer.text
            # Two structures may have one code, so the federation is led to the tower's number.
            led = who[1] is None and answer.headers.get("location", "").startswith("/towers/n-")
            if (answer.status_code != 200 and not led) or stranger:
                wrong.append((path, who, answer.status_code, stranger))
    assert wrong == []


def test_a_form_without_its_key_does_nothing(furnished: Furnished) -> None:
    before = furnished.everything()
    for path, row in POST.items():
        if row.may not in (OPEN, STATION):
            who = ("administrator", None if row.may == FEDERATION else OWN)
            answer = _ask(furnished, who, "POST", path, OWN, form=False)
            assert answer.status_code in {403, 413} - ({413} if row.sends or row.photo else set()), path
    assert furnished.everything() == before


# Another structure's things, named in a form or a query of one's own page: POSTs, then what stands in them.
SMUGGLED = [
    ("/towers/several", {"n": "{tower-number}", "state": "ready", "why": "x"}),
    ("/towers/{name}/merge", {"other": "{second}", "why": "x"}),
    ("/towers/{name}/merge", {"other": "n-{tower-number}", "stays": "other", "why": "x"}),
    ("/towers/{name}/undo", {"event": "{note-event}"}),
    ("/towers/{name}/names", {"lot": "{lots-number}"}),
    ("/towers/{name}/split", {"n": "{record-number}", "why": "x"}),
    ("/parts/{number}/fit", {"to": "{second}"}),
    ("/lots/{number}/lines/{line}/match", {"code": "{second}"}),
    ("/lots/{number}/announce", {"line": "{line}"}),
    ("/people", {"login": "intrus", "name": "Intrus", "role": "volunteer", "structure": "{structures-number}"}),
    ("/stations", {"name": "banc intrus", "structure": "{structures-number}"}),
    ("/labels/new", {"count": "1", "structure": "{structures-number}"}),
    ("/scan/announce", {"code": "{new}", "structure": "{structures-number}"}),
    ("/bench/room", {"most": "3", "structure": "{structures-number}"}),
    ("/bench/show", {"do": "show", "tower": "{second-number}"}),
    ("/bench/arm", {"lot": "{lots-number}", "disk": "{second-disk}", "count": "1"}),
    ("/bench/arm/withdraw", {"arming": "{arming}", "lot": "{lots-number}"}),
]


@pytest.mark.parametrize(("path", "sends"), SMUGGLED)
def test_another_structures_ids_in_a_form_reach_nothing(
    furnished: Furnished, path: str, sends: dict[str, str]
) -> None:  # fmt: skip
    things, before = furnished.things[OWN], furnished.rows(OWN)
    form = {name: re.sub(r"\{([\w-]+)\}", lambda found: things[found[1]], value) for name, value in sends.items()}
    answer = furnished.asks(("administrator", OTHER), "POST", furnished.aimed(path, OTHER), data=form)
    assert answer.status_code < 500
    assert secret(OWN) not in answer.text
    assert furnished.rows(OWN) == before


@pytest.mark.parametrize(
    "path",
    ["/labels?codes={code}", "/labels?lot={lots-number}", "/labels?sheet={sheets-number}", "/towers?n={tower-number}",
     "/towers.csv?n={tower-number}", "/towers?lot={lots-number}", "/towers/several?n={tower-number}",
     "/scan?code={code}", "/parts?to={code}", "/api/v1/towers?structure=Valmy", "/audit?before=999999",
     "/bench/arm?lot={lots-number}", "/towers?structure={structures-number}", "/people?left=1",
     "/park?lot={lots-number}"],
)  # fmt: skip
def test_another_structures_ids_in_an_address_show_nothing(furnished: Furnished, path: str) -> None:
    things = furnished.things[OWN]
    asked = re.sub(r"\{([\w-]+)\}", lambda found: things[found[1]], path)
    answer = furnished.asks(("administrator", OTHER), "GET", asked)
    assert answer.status_code in (200, 404, 422)
    assert secret(OWN) not in answer.text


def test_z_whoever_may_can_and_reaches_only_their_own(furnished: Furnished) -> None:
    """The last of this module: it does what can be done."""
    before, wrong = furnished.rows(OWN), []
    for path, row in POST.items():
        if row.may not in (OPEN, STATION):
            who: Who = ("administrator", None) if row.may == FEDERATION else (row.may, OTHER)
            answer = _ask(furnished, who, "POST", path, OTHER)
            if answer.status_code not in ((422,) if path == "/password" else (200, 303)):
                wrong.append((path, who, answer.status_code, re.findall(r"<h1>.*?</p>", answer.text, re.DOTALL)))
    assert wrong == []
    assert furnished.rows(OWN) == before
