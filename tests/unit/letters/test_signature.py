"""A record says which station kept it."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcsol.judge.certificate import public_key
from pcsol.judge.letters.form import NoFormError, form, forms
from pcsol.judge.letters.signature import check, key_of, signed

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))
RECORD = {"schema": "pcsol/record/1", "id": "x", "kind": "probe", "body": {"a": [1, 2.5, "é"]}, "signature": None}

_json = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc"), inner, max_size=3),
    max_leaves=8,
)


@given(_json)
def test_a_signed_record_fits_and_any_other_body_does_not(body: object) -> None:
    whole = signed({**RECORD, "body": {"is": body}}, KEY)
    assert check(whole, public_key(KEY)) == "fits"
    assert check({**whole, "body": {"is": [body]}}, public_key(KEY)) == "changed"


def test_a_counter_of_128_bits_is_signed_as_the_double_that_every_reader_makes_of_it() -> None:
    whole = signed({**RECORD, "body": {"units_read": 2**70 + 1}}, KEY)
    assert check({**whole, "body": {"units_read": float(2**70)}}, public_key(KEY)) == "fits"


def test_a_signature_for_one_purpose_fits_no_other() -> None:
    assert check(signed(RECORD, KEY, "pcsol/outbox-end/1"), public_key(KEY)) == "changed"


@pytest.mark.parametrize("body", [10**400, float("nan"), "\ud800"])
def test_what_has_no_form_is_not_signed_and_fits_nothing(body: object) -> None:
    with pytest.raises(NoFormError):
        signed({**RECORD, "body": body}, KEY)
    assert check({**signed(RECORD, KEY), "body": body}, public_key(KEY)) == "changed"


def test_a_signature_on_another_record_is_changed() -> None:
    stolen = signed(RECORD, KEY)["signature"]
    assert check({**RECORD, "id": "y", "signature": stolen}, public_key(KEY)) == "changed"


def test_another_key_is_unknown_and_none_is_unsigned() -> None:
    whole = signed(RECORD, KEY)
    assert check(whole, public_key(OTHER)) == "unknown-key"
    assert check(whole, None) == "unknown-key"
    assert check(RECORD, public_key(KEY)) == "unsigned"
    assert key_of(RECORD) is None
    assert key_of(whole) == whole["signature"]["key_id"]


@pytest.mark.parametrize(
    "block", [{}, "x", 1, {"algorithm": "none"}, {"algorithm": "Ed25519", "key_id": "0" * 32, "value": "00", "more": 1}]
)
def test_a_block_of_another_shape_is_changed(block: object) -> None:
    assert check({**RECORD, "signature": block}, public_key(KEY)) == "changed"


def test_a_value_that_is_no_hex_is_changed() -> None:
    whole = signed(RECORD, KEY)
    assert check({**whole, "signature": {**whole["signature"], "value": "zz"}}, public_key(KEY)) == "changed"
    assert check({**whole, "signature": {**whole["signature"], "value": os.urandom(64).hex()}}, public_key(KEY)) == (
        "changed"
    )


@given(st.dictionaries(st.text(), _json, max_size=5), st.text())
def test_both_forms_of_an_object_are_the_forms_of_both_objects(plain: dict[str, object], key: str) -> None:
    try:
        expected = form(plain), form({name: value for name, value in plain.items() if name != key})
    except ValueError:
        return
    assert forms(plain, key) == expected
