"""Whatever stands in an address, a page answers, and never with a fault of the hub."""

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from pcsol.server.app import build
from tests.server.hostile.furnished import OWN, Furnished
from tests.server.hostile.table import GET

_NASTY = (
    "", "\0", "a\0b", "\ud800", "\udcff", "\u202e", "-1", "0", "1", "9" * 15, "9" * 18, "9" * 30, "9" * 5_000, "1e309",
    "nan", "nan_1", "inf_1", "1_" + "9" * 30, "1e300_1", "-1e300_1", "1_nan", "\u0663", "n-\u0663", "n-" + "9" * 17,
    "n-" + "9" * 40, "%", "_", "\\", "' OR 1=1 --", "../../etc/passwd", "..%2f", "//elsewhere", "a\r\nSet-Cookie: x=1",
    "{{7*7}}", "<script>", "x" * 10_000, "VAL-0042-D", "2026-13-45", "0001-01-01", "9999-12-31",
)  # fmt: skip
_VALUES = st.sampled_from(_NASTY) | st.text(max_size=30)
_CALLERS = (("administrator", OWN), ("administrator", None))


def _asked(routes: Iterable[Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Return each page that is looked at, and what may be asked of it."""
    for route in routes:
        if hasattr(route, "original_router"):
            yield from _asked(route.original_router.routes)
        elif route.path in GET and not GET[route.path].endless:
            yield route.path, tuple(dict.fromkeys(_names(route.dependant)))


def _names(dependant: Any) -> Iterator[str]:
    for one in dependant.query_params:
        kind = one.field_info.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from (inner.alias or name for name, inner in kind.model_fields.items())
        else:
            yield one.alias
    for inner in dependant.dependencies:
        yield from _names(inner)


def _quoted(value: str) -> str:
    return quote(value, safe="", errors="surrogatepass")


def _get(furnished: Furnished, who: tuple[str, str | None], path: str, query: list[tuple[str, str]]) -> None:
    asked = "&".join(f"{name}={_quoted(value)}" for name, value in query)
    answer = furnished.asks(who, "GET", f"{path}?{asked}")
    assert answer.status_code < 500, (path, asked, answer.text[:300])
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("who", _CALLERS, ids=["own", "federation"])
def test_nothing_in_a_query_is_a_fault_of_the_hub(furnished: Furnished, who: tuple[str, str | None]) -> None:
    pages = list(_asked(build(furnished.house.hub).routes))
    assert any("after" in names for path, names in pages if path == "/towers")
    for path, names in pages:
        for name in names:
            for value in ("\0", "\ud800", "9" * 30, "1_" + "9" * 30, "nan_1"):
                _get(furnished, who, furnished.aimed(path, OWN), [(name, value)])


def test_nothing_in_a_path_is_a_fault_of_the_hub(furnished: Furnished) -> None:
    for path in GET:
        if "{" in path:
            for value in _NASTY[1:]:
                parts = [_quoted(value) if part.startswith("{") else part for part in path.split("/")]
                _get(furnished, _CALLERS[0], "/".join(parts), [])


def test_no_address_is_a_fault_of_the_hub(furnished: Furnished) -> None:
    pages = list(_asked(build(furnished.house.hub).routes))

    @settings(max_examples=150, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(data=st.data())
    def looks(data: st.DataObject) -> None:
        path, names = data.draw(st.sampled_from(pages))
        name = st.sampled_from(names) if names else st.just("q")
        query = data.draw(st.lists(st.tuples(name, _VALUES), max_size=4))
        _get(furnished, _CALLERS[0], furnished.aimed(path, OWN), query)

    looks()


@pytest.mark.parametrize("body", [b"\xff\xfe", b"{", b'{"code": "\xc3'])
def test_a_body_that_cannot_be_read_is_refused_like_any_other(furnished: Furnished, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    answer = furnished.house.client.post("/api/v1/stations:enrol", content=body, headers=headers)
    assert answer.status_code == 422
    assert answer.json()["error"]["what"]
