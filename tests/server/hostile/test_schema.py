"""Whatever fits the published OpenAPI, or hardly, is answered as it says, and never by a 5xx (schemathesis)."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from pcsol.server.access import sessions
from tests.server.hostile.furnished import OWN, Furnished

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
# Of each kind of request; some ten routes and three callers take 60 to 90 seconds in all on a slow machine.
EXAMPLES = 18
ROUTES = (
    "GET /healthz", "GET /api/v1/signers", "GET /api/v1/towers", "GET /api/v1/towers/{code}",
    "POST /api/v1/records:batch", "POST /api/v1/stations:enrol", "PUT /api/v1/records/{id}",
    "PUT /api/v1/stations/me/papers-key", "PUT /api/v1/stations/me/progress",
)  # fmt: skip
OPEN, ENROLMENT = ("GET /healthz",), ("POST /api/v1/stations:enrol",)
FOR_PEOPLE = ("GET /api/v1/signers", "GET /api/v1/towers", "GET /api/v1/towers/{code}")
_LETTING_IN = ("authorization", "cookie")
# What a caller who is let in hears sooner or later. A code and a record of a station's own are hardly ever guessed.
GOOD = {
    **{route: {200} for route in ROUTES},
    "GET /api/v1/towers/{code}": {404}, "PUT /api/v1/records/{id}": {422},
    "PUT /api/v1/stations/me/papers-key": {204, 409}, "PUT /api/v1/stations/me/progress": {204},
}  # fmt: skip


def _operations(furnished: Furnished) -> dict[str, Any]:
    app: Any = furnished.house.client.app
    published = furnished.asks(("coordinator", OWN), "GET", "/openapi.json").json()
    schema = schemathesis.openapi.from_dict(published)
    schema.app = app
    found = [one.ok() for one in schema.get_all_operations()]
    return {f"{one.method.upper()} {one.path}": one for one in found}


def _headers(furnished: Furnished, caller: str) -> dict[str, str]:
    if caller == "station":
        return furnished.benches[OWN].bearer
    if caller == "person":
        return {"Cookie": f"{sessions.COOKIE}={furnished.session(furnished.people['coordinator', OWN])[0]}"}
    return {}


def test_no_route_of_the_api_is_left_out(furnished: Furnished) -> None:
    assert sorted(_operations(furnished)) == sorted(ROUTES)


@pytest.mark.parametrize("caller", ["nobody", "person", "station"])
@pytest.mark.parametrize("route", ROUTES)
def test_every_answer_is_as_it_was_published(furnished: Furnished, route: str, caller: str) -> None:
    operation, headers = _operations(furnished)[route], _headers(furnished, caller)
    modes = [operation.as_strategy(generation_mode=mode) for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)]

    seen: set[int] = set()

    @settings(
        max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=st.one_of(modes))
    def asked(case: Any) -> None:
        if headers:  # who is let in shows nothing else, be it made up, that could let in or keep out
            case.cookies, made_up = {}, case.headers or {}
            case.headers = {name: value for name, value in made_up.items() if name.lower() not in _LETTING_IN}
        answer = case.call_and_validate(base_url="https://hub", headers=headers, checks=CHECKS)
        if headers.items() <= dict(answer.request.headers).items():  # sometimes it leaves them out on purpose
            seen.add(answer.status_code)

    asked()
    if route in ENROLMENT:  # whoever it is, no code that is made up lets in
        assert seen <= {401, 422, 429}
        assert seen & {401, 429}
    elif route in OPEN or caller == "station" or (caller == "person" and route in FOR_PEOPLE):
        assert seen & GOOD[route], "some of it fits, and is taken"
        assert 401 not in seen
    else:  # some are told at once that it is no key
        assert {401} <= seen <= {401, 422}
