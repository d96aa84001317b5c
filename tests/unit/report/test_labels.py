"""A sheet fits its labels, and the QR symbol says the code and nothing else."""

import re
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from pcsol.i18n import speaking
from pcsol.judge.codes import compose
from pcsol.judge.testing.grading import Graded
from pcsol.judge.towers.standing import Erased
from pcsol.model.testing.grade import Label
from pcsol.report.blank import blank
from pcsol.report.labels.facts import Facts, disks, of_probe
from pcsol.report.labels.layouts import L7160, LAYOUTS, Layout
from pcsol.report.labels.sheet import EDGE, code_pt, sheet, squares
from tests.towers import GOOD

AT = datetime(2026, 11, 23, tzinfo=UTC)
LONGEST = compose("LYON", 9_999_999)
LONG = "Un nom bien trop long pour tenir sur une etiquette, quelle qu'elle soit " * 3
FACTS = Facts("reconditionnée", "DISQUE NON EFFACÉ", (LONG,) * 5)
each_layout = pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)


@pytest.fixture(autouse=True)
def _in_french() -> Iterator[None]:
    with speaking("fr"):
        yield


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
@pytest.mark.parametrize("facts", [None, FACTS], ids=["sticker", "known"])
def test_everything_that_is_drawn_stays_inside_its_label(layout: Layout, facts: Facts | None) -> None:
    """Lowest and rightmost ink of each symbol, the code above it, lines beside it: read off the drawing itself."""
    start = layout.per_sheet
    (place,) = layout.places(1, start)
    said = drawn(sheet([LONGEST], start, AT, layout, {LONGEST: facts} if facts else None)).decode("latin-1")
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
def test_no_line_beside_the_symbol_ends_outside_its_label(layout: Layout) -> None:
    """The widths are measured with the fonts' own numbers, as a printer draws them."""
    pdf = blank(AT)
    said = drawn(sheet([LONGEST], 1, AT, layout, {LONGEST: FACTS})).decode("latin-1")
    right = layout.left + layout.width - EDGE
    lines = re.findall(r"BT /F(\d) ([\d.]+) Tf ET.*?BT ([\d.]+) [\d.]+ Td \((.*?)\) Tj", said, re.DOTALL)
    beside = [(size, x, text) for _font, size, x, text in lines if "Un nom" in text]
    assert len(beside) == 5
    for size, x, text in beside:
        pdf.set_font("Helvetica", "", float(size))
        assert text.endswith("...")
        assert float(x) * 25.4 / 72 + pdf.get_string_width(text) <= right + 0.01


def test_a_label_says_what_its_tower_is() -> None:
    probe = GOOD.model_copy(update={"hidden_storage": ()})
    graded = Graded("A", "B", "refurbished", "family", (), ())
    found = of_probe(probe, graded, Erased(erased=1, of=1), AT)
    assert (found.label, found.warning) == ("reconditionnée", "")
    assert "Fonctionnement A · Aspect B" in found.lines
    assert found.lines[-1] == "PCSol, le 23/11/2026"
    assert any("Mémoire" in line and "Go" in line for line in found.lines)
    text = drawn(sheet(["VAL-0042-D"], 1, AT, facts={"VAL-0042-D": found})).decode("cp1252")
    assert "RECONDITIONNÉE" in text
    assert "NON EFFAC" not in text


@pytest.mark.parametrize(
    ("erased", "hidden"),
    [(Erased(), ()), (Erased(erased=1, of=2), ()), (Erased(of=1), ()), (Erased(erased=0, of=0), None)],
)
@pytest.mark.parametrize("label", ["second-hand", "for-parts"])
def test_a_label_warns_while_a_disk_may_hold_data(erased: Erased, hidden: tuple[()] | None, label: Label) -> None:
    probe = GOOD.model_copy(update={"hidden_storage": hidden})
    found = of_probe(probe, Graded("A", "B", label, "parts", (), ()), erased, AT)
    assert found.warning == "DISQUE NON EFFACÉ"
    text = drawn(sheet(["VAL-0042-D"], 1, AT, facts={"VAL-0042-D": found})).decode("cp1252")
    assert "DISQUE NON EFFAC" in text


@pytest.mark.parametrize(
    ("disks_", "said"),
    [((None, None, None), ""), ((0, None, None), "aucun disque"), ((1, 240 * 10**9, "ssd"), "SSD 240 Go"),
     ((1, 500 * 10**9, "hdd"), "disque 500 Go"), ((1, None, None), "disque"), ((2, None, "mixed"), "2 disques"),
     ((2, 750 * 10**9, "mixed"), "2 disques, 750 Go")],
)  # fmt: skip
def test_disks_are_said_plainly(disks_: tuple[int | None, int | None, str | None], said: str) -> None:
    assert disks(*disks_) == said


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
