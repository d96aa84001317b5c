"""Tower codes: what a tired hand types is put right or refused, never taken for another tower."""

import string
from itertools import permutations, product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pcsol.errors import CodeFaultyError
from pcsol.exitcodes import ExitCode
from pcsol.i18n import speaking
from pcsol.judge import codes
from pcsol.judge.codes import check

SIGNS = string.ascii_uppercase + string.digits
CODES = st.builds(
    codes.compose,
    st.text(string.ascii_uppercase, min_size=2, max_size=4),
    st.integers(min_value=1, max_value=codes.NUMBER_MAX),
)


def read(typed: str) -> str | None:
    try:
        return codes.read(typed)
    except CodeFaultyError:
        return None


def test_a_code_once_printed_is_read_for_ever() -> None:
    """These are on towers: this test must never be changed."""
    printed = ["VAL-0001-P", "VAL-0042-D", "LYON-9999-R", "IO-0101-T", "ZZZ-1234567-S"]
    made = [codes.compose(p, n) for p, n in [("VAL", 1), ("VAL", 42), ("LYON", 9999), ("IO", 101), ("ZZZ", 1234567)]]
    assert made == printed


@given(CODES)
def test_a_code_reads_as_itself(code: str) -> None:
    assert codes.read(code) == code


@given(CODES)
def test_dashes_case_and_spaces_do_not_matter(code: str) -> None:
    spaced = f"  {code.lower().replace('-', ' ')} "
    assert codes.read(spaced) == codes.read(code.replace("-", " – ")) == code


FRENCH = dict(zip("0123456789-qazwQAZWmM", "à&é\"'(-è_ç)aqwzAQWZ,?", strict=True))


@given(CODES)
def test_a_scanner_for_an_american_keyboard_is_understood_on_a_french_one(code: str) -> None:
    assert codes.read("".join(FRENCH.get(sign, sign) for sign in code)) == code


@given(CODES)
def test_a_zero_typed_as_o_and_a_one_typed_as_i_are_put_right(code: str) -> None:
    prefix, number, letter = code.split("-")
    confused = "-".join(
        [
            prefix.replace("O", "0").replace("I", "1"),
            number.replace("0", "o").replace("1", "i"),
            letter.replace("O", "0").replace("I", "1"),
        ]
    )
    assert codes.read(confused) == code


def test_no_mapping_of_a_place_confuses_two_signs() -> None:
    for place in range(12):
        assert len({check._turned(value, place) for value in range(26)}) == 26


def test_no_two_neighbours_weigh_the_same_when_swapped() -> None:
    """With the test above this is the proof for every code of any length, not a sample."""
    for left, right in permutations(range(26), 2):
        assert check._times(left, check._turned(right, 1)) != check._times(right, check._turned(left, 1))


def test_the_symmetries_form_a_group() -> None:
    elements = range(26)
    for a, b, c in product(elements, elements, (1, 5, 13, 20)):
        assert check._times(check._times(a, b), c) == check._times(a, check._times(b, c))
    for a in elements:
        assert check._times(a, 0) == check._times(0, a) == a
        assert sorted(check._times(a, b) for b in elements) == list(elements)


@pytest.mark.parametrize("code", ["VAL-0042-D", "IO-0101-T", "LYON-9999-R", "ZZZ-1234567-S"])
def test_every_single_wrong_character_is_seen(code: str) -> None:
    assert codes.read(code) == code
    for at, right in enumerate(code):
        wrongs = SIGNS.replace(right, "") if right != "-" else ""
        for wrong in wrongs:
            assert read(code[:at] + wrong + code[at + 1 :]) in (None, code)


@pytest.mark.parametrize("prefix", ["VAL", "OI"])
def test_every_swap_of_two_neighbours_is_seen(prefix: str) -> None:
    for number in range(1, 10_000, 7):
        code = codes.compose(prefix, number)
        for at in range(len(code) - 1):
            swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
            assert read(swapped) in (None, code), swapped


@given(CODES, st.integers(min_value=0), st.sampled_from(SIGNS))
def test_without_dashes_a_wrong_character_inside_the_number_is_seen(code: str, at: int, wrong: str) -> None:
    """Where nothing at the border may be a letter or a digit: else two faults could hide one another (ADR 0007)."""
    prefix, number, letter = code.split("-")
    assume(prefix[-1] not in "IO" and (len(number) == 4 or number[0] not in "01"))
    place = 1 + at % (len(number) - 1)
    typed = prefix + number[:place] + wrong + number[place + 1 :] + letter
    assert read(typed) in (None, code)


def test_a_refusal_shows_what_was_read_and_what_to_do() -> None:
    with speaking("en"), pytest.raises(CodeFaultyError) as refused:
        codes.read("val 0o43 d")
    assert "VAL-0043-D" in refused.value.what
    assert "val 0o43 d" in refused.value.what
    assert "sticker" in refused.value.remedy
    assert refused.value.code == ExitCode.CODE_FAULTY


@pytest.mark.parametrize(
    "typed", ["", " ", "-", "VAL", "0042", "VAL-42-D", "VAL-00042-D", "V-0042-D", "VALSE-0042-D", "VAL-0042",
              "ÉLA-0042-D", "VAL-0042-٣", "ß-0042-D", "VAL-٤٥٦٧-D", "V" * 5000, "VAL-0042-D-D", "\0", "🂡"],
)  # fmt: skip
def test_what_is_no_code_is_refused_and_not_a_crash(typed: str) -> None:
    assert read(typed) is None


@given(st.text(max_size=20))
def test_any_text_at_all_is_read_or_refused(typed: str) -> None:
    found = read(typed)
    assert found is None or codes.read(found) == found


@pytest.mark.parametrize(("prefix", "number"), [("V", 1), ("VALSE", 1), ("É1", 1), ("VAL", 0), ("VAL", 10_000_000)])
def test_a_code_that_no_sticker_can_bear_is_refused(prefix: str, number: int) -> None:
    with pytest.raises(CodeFaultyError):
        codes.compose(prefix, number)
