"""Two records are the same when their RFC 8785 form is."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcsol.errors import StoreError
from pcsol.store.canonical import canonical, same

SAFE = 2**53 - 1
TEXT = st.text(st.characters(codec="utf-8"), max_size=10)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-SAFE, SAFE) | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


def turned_round(plain: object) -> object:
    if isinstance(plain, dict):
        return {key: turned_round(plain[key]) for key in reversed(plain)}
    return [turned_round(part) for part in plain] if isinstance(plain, list) else plain


@given(PLAIN)
def test_the_order_of_keys_does_not_matter(plain: object) -> None:
    assert same(plain, turned_round(plain))


@given(PLAIN)
def test_written_to_a_file_and_read_back_it_is_the_same(plain: object) -> None:
    assert same(json.loads(json.dumps(plain, indent=1, ensure_ascii=False)), plain)


@given(PLAIN)
def test_the_form_of_the_form_is_the_form(plain: object) -> None:
    assert canonical(json.loads(canonical(plain))) == canonical(plain)


@given(PLAIN)
def test_nothing_is_lost_on_the_way(plain: object) -> None:
    assert json.loads(canonical(plain), parse_int=float) == plain


def test_the_example_of_the_rfc_gives_its_bytes() -> None:
    """RFC 8785 section 3.2.2 and 3.2.3."""
    plain = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": '\u20ac$\u000f\nA\'B"\\\\"/',
        "literals": [None, True, False],
    }
    assert canonical(plain).decode() == (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )


def test_a_counter_beyond_what_a_double_holds_is_kept_and_not_refused() -> None:
    assert canonical({"data_units": 2**100}) == b'{"data_units":1.2676506002282294e+30}'


def test_true_is_not_one_and_null_is_not_absent() -> None:
    assert not same({"starts": True}, {"starts": 1})
    assert not same({"note": None}, {})


@pytest.mark.parametrize("absurd", [math.nan, math.inf, "\ud800", 10**400, {1: "one"}, {"when": object()}])
def test_what_json_cannot_hold_is_refused_in_words(absurd: object) -> None:
    with pytest.raises(StoreError) as refused:
        canonical({"body": absurd})
    assert refused.value.details
