"""A sheet fits its labels, and the QR symbol says the code and nothing else."""

import re
import zlib
from datetime import UTC, datetime

import pytest

from pcsol.i18n import speaking
from pcsol.judge.codes import compose
from pcsol.report.labels.layouts import L7160, LAYOUTS, Layout
from pcsol.report.labels.sheet import EDGE, code_pt, sheet, squares

AT = datetime(2026, 11, 23, tzinfo=UTC)
LONGEST = compose("LYON", 9_999_999)
each_layout = pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b(?!s)", pdf))


def drawn(pdf: bytes) -> bytes:
    return b"\n".join(zlib.decompress(part) for part in re.findall(rb"stream\n(x.+?)\nendstream", pdf, re.DOTALL))


@each_layout
def test_all_places_lie_on_the_paper_and_none_on_another(layout: Layout) -> None:
    found = layout.places(2 * layout.per_sheet + 1, 1)
    assert len(set(found)) == 2 * layout.per_sheet + 1
    assert {place.page for place in found} == {0, 1, 2}
    assert layout.step_x >= layout.width
    for place in found:
        assert 0 < place.x_mm <= 210 - layout.width
        assert 0 < place.y_mm <= 297 - layout.height


@each_layout
def test_a_paper_is_the_same_from_both_ends(layout: Layout) -> None:
    """So are those of Avery; a size that was mistyped would show here."""
    right = 210 - layout.left - (layout.columns - 1) * layout.step_x - layout.width
    assert right == pytest.approx(layout.left, abs=0.11)
    assert 297 - layout.top - layout.rows * layout.height == pytest.approx(layout.top, abs=0.01)


@each_layout
def test_everything_that_is_drawn_stays_inside_its_label(layout: Layout) -> None:
    """Lowest and rightmost ink of each symbol, and the code above it: read off the drawing itself."""
    start = layout.per_sheet
    (place,) = layout.places(1, start)
    said = drawn(sheet([LONGEST], start, AT, layout)).decode("latin-1")
    boxes = [tuple(map(float, found)) for found in re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) -([\d.]+) re f", said)]
    assert len(boxes) > 50
    points = 72 / 25.4
    for x, y, width, height in boxes:
        assert place.x_mm + EDGE <= x / points + 0.01 < (x + width) / points <= place.x_mm + layout.width - EDGE
        top = 297 - y / points
        assert place.y_mm + EDGE <= top + 0.01 < top + height / points <= place.y_mm + layout.height - EDGE + 0.02
    for x, y in re.findall(r"BT ([\d.]+) ([\d.]+) Td", said):
        assert place.x_mm + EDGE <= float(x) / points + 0.01 < place.x_mm + layout.width - EDGE
        assert place.y_mm + EDGE <= 297 - float(y) / points <= place.y_mm + layout.height - EDGE


@each_layout
def test_the_longest_code_fits_above_its_symbol(layout: Layout) -> None:
    size_mm = code_pt(LONGEST, layout) * 25.4 / 72
    assert len(LONGEST) * size_mm * 0.6 <= layout.width - 2 * EDGE + 0.001
    assert max(size_mm, layout.code_pt * 25.4 / 72 * 0.75) + layout.qr <= layout.height - 2 * EDGE


def test_a_sheet_already_begun_goes_on_at_its_first_free_place() -> None:
    assert L7160.places(1, 5)[0] == L7160.places(5, 1)[4]


def test_the_sheet_has_as_many_pages_as_it_needs() -> None:
    codes = [compose("VAL", number) for number in range(1, 23)]
    assert [pages(sheet(codes[:count], 1, AT)) for count in (1, 21, 22)] == [1, 1, 2]
    assert pages(sheet(codes[:2], 21, AT)) == 2


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_code_is_printed_in_both_languages(language: str) -> None:
    codes = [compose("VAL", number) for number in range(1, 22)]
    with speaking(language):
        said = drawn(sheet(codes, 1, AT))
    for code in codes:
        assert said.count(code.encode()) == 1


def test_the_same_order_gives_the_same_paper() -> None:
    assert sheet(["VAL-0042-D"], 1, AT) == sheet(["VAL-0042-D"], 1, AT)


def test_the_symbol_is_square_has_its_white_border_and_differs_by_code() -> None:
    rows = squares("VAL-0042-D")
    assert {len(row) for row in rows} == {len(rows)} == {21 + 2 * 4}  # version 1: the biggest squares there are
    border = [*rows[:4], *rows[-4:], *(row[:4] + row[-4:] for row in rows)]
    assert set("".join(border)) == {"0"}
    assert rows != squares("VAL-0043-E")
