"""The picture of the terminal is made by the program, needs no network, and is the same each time."""

from xml.etree import ElementTree as ET

from rich.text import Text

from pcsol.i18n import speaking
from pcsol.render import picture, sheet
from pcsol.report.tower_sheet import tower_sheet
from tests.towers import FAILING, HOSTILE

NAMESPACE = "{http://www.w3.org/2000/svg}"


def _picture(tower: object = FAILING) -> str:
    with speaking("fr"):
        lines = sheet.cover(tower_sheet(tower).cover, "", picture.COLUMNS, 20)  # type: ignore[arg-type]
        return picture.picture(lines, "pcsol probe")


def test_it_is_an_svg_that_names_no_address_but_its_own_kind() -> None:
    drawn = _picture()
    assert ET.fromstring(drawn).tag == f"{NAMESPACE}svg"
    assert drawn.count("http") == 1
    assert "url(" not in drawn
    assert "@font-face" not in drawn


def test_it_is_the_same_each_time() -> None:
    assert _picture() == _picture()


def test_every_word_stands_where_its_column_is() -> None:
    drawn = ET.fromstring(picture.picture([Text("  - reason"), Text("Label   value")], "x"))
    found = {text.text: text.get("x") for text in drawn.iter(f"{NAMESPACE}text")}
    assert found["- reason"] == "40"
    assert (found["Label"], found["value"]) == ("20", "100")


def test_a_hostile_name_stays_text() -> None:
    drawn = ET.fromstring(_picture(HOSTILE))
    assert not list(drawn.iter(f"{NAMESPACE}script"))
