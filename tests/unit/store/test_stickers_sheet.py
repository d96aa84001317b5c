"""The sheet fits its labels, and the QR symbol says the code and nothing else."""

import re
import zlib
from datetime import UTC, datetime

import pytest

from pcsol.i18n import speaking
from pcsol.judge.codes import compose
from pcsol.report import stickers

AT = datetime(2026, 11, 23, tzinfo=UTC)


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b(?!s)", pdf))


def drawn(pdf: bytes) -> bytes:
    return b"\n".join(zlib.decompress(part) for part in re.findall(rb"stream\n(x.+?)\nendstream", pdf, re.DOTALL))


def test_all_places_lie_on_the_paper_and_none_twice() -> None:
    found = stickers.places(43, 1)
    assert len(set(found)) == 43
    assert {place.page for place in found} == {0, 1, 2}
    for place in found:
        assert 0 < place.x_mm <= 210 - 63.5
        assert 0 < place.y_mm <= 297 - 38.1


def test_a_sheet_already_begun_goes_on_at_its_first_free_place() -> None:
    assert stickers.places(1, 5)[0] == stickers.places(5, 1)[4]


def test_the_sheet_has_as_many_pages_as_it_needs() -> None:
    codes = [compose("VAL", number) for number in range(1, 23)]
    assert [pages(stickers.sheet(codes[:count], 1, AT)) for count in (1, 21, 22)] == [1, 1, 2]
    assert pages(stickers.sheet(codes[:2], 21, AT)) == 2


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_code_is_printed_in_both_languages(language: str) -> None:
    codes = [compose("VAL", number) for number in range(1, 22)]
    with speaking(language):
        said = drawn(stickers.sheet(codes, 1, AT))
    for code in codes:
        assert said.count(code.encode()) == 1


def test_the_same_order_gives_the_same_paper() -> None:
    assert stickers.sheet(["VAL-0042-D"], 1, AT) == stickers.sheet(["VAL-0042-D"], 1, AT)


def test_the_longest_code_fits_its_label() -> None:
    longest = compose("LYON", 9_999_999)
    width_mm = len(longest) * stickers.code_pt(longest) * 0.6 * 25.4 / 72
    assert width_mm <= 63.5 - 6 + 0.001


def test_the_symbol_is_square_has_its_white_border_and_differs_by_code() -> None:
    rows = stickers.squares("VAL-0042-D")
    assert {len(row) for row in rows} == {len(rows)} == {21 + 2 * 4}  # version 1: the biggest squares there are
    border = [*rows[:4], *rows[-4:], *(row[:4] + row[-4:] for row in rows)]
    assert set("".join(border)) == {"0"}
    assert rows != stickers.squares("VAL-0043-E")
