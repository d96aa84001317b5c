"""Drawings: all that were agreed on, of one hand, and harmless wherever they are shown."""

import io
from xml.etree import ElementTree

import pytest
from fpdf import FPDF

from pcsol.checklist.drawings import is_safe
from tests.unit.report.workshop.paper import DRAWINGS

NAMES = (
    "case-back", "case-inside", "board", "memory-clips", "memory-slot", "sata-plugs", "drive", "drive-screws",
    "power-supply", "heatsink", "fan", "battery", "front-wires", "card-slot", "screws-map", "mains-cord",
    "power-button", "touch-metal", "screen-cables", "usb-stick", "brush", "stop", "hands", "optical-drive",
    "sata-push", "card-push", "screen", "wash-hands", "processor", "network", "tower", "switch-on",
)  # fmt: skip
SHAPES = {"svg", "title", "g", "rect", "circle", "ellipse", "path"}
each_drawing = pytest.mark.parametrize("name", NAMES)


def read(name: str) -> ElementTree.Element:
    return ElementTree.parse(DRAWINGS / f"{name}.svg").getroot()


def is_grey(ink: str) -> bool:
    third = len(ink) // 3
    return len({ink[:third], ink[third : 2 * third], ink[2 * third :]}) == 1


def test_there_are_no_others() -> None:
    assert {file.stem for file in DRAWINGS.glob("*.svg")} == set(NAMES)


@each_drawing
def test_a_drawing_has_one_shape_and_a_title(name: str) -> None:
    root = read(name)
    assert root.get("viewBox") == "0 0 320 200"
    title = root.find("{http://www.w3.org/2000/svg}title")
    assert title is not None
    assert title.text is not None
    assert len(title.text) > 3


@each_drawing
def test_a_strict_policy_lets_it_through(name: str) -> None:
    assert is_safe((DRAWINGS / f"{name}.svg").read_text("utf-8"))
    for element in read(name).iter():
        assert element.tag.rpartition("}")[2] in SHAPES
        assert not {"style", "class", "href"} & set(element.attrib)


@each_drawing
def test_it_is_drawn_in_black_white_and_grey(name: str) -> None:
    for element in read(name).iter():
        for attribute in ("fill", "stroke"):
            ink = element.get(attribute, "none")
            assert ink == "none" or is_grey(ink.lstrip("#")), f"{name}: {ink}"


@each_drawing
def test_it_can_be_printed(name: str) -> None:
    pdf = FPDF()
    pdf.add_page()
    empty = len(pdf.pages[1].contents or b"")
    pdf.image(io.BytesIO((DRAWINGS / f"{name}.svg").read_bytes()), w=50)
    assert len(pdf.pages[1].contents or b"") > empty + 500
