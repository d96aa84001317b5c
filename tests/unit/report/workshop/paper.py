"""Small lists, booklets, and a reader of what a PDF says and where."""

import re
import zlib
from datetime import UTC, datetime
from typing import Any, NamedTuple

from fpdf import FPDF

from pcsol.checklist.outline import Outline
from pcsol.model.workshop import booklets
from pcsol.store.profiles import shipped_folder
from tests.unit.checklist.rooms import small, step

AT = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
DRAWINGS = shipped_folder() / "workshops" / "drawings"
_MM = 72 / 25.4


class Line(NamedTuple):
    """A line of text: its page from 0, where it begins and how wide it is, in mm from the upper left."""

    page: int
    x: float
    y: float
    width: float
    text: str


def drawing(name: str) -> str | None:
    file = DRAWINGS / f"{name}.svg"
    return file.read_text("utf-8") if file.is_file() else None


def streams(pdf: bytes) -> list[str]:
    """Return what is drawn, page by page."""
    found = [zlib.decompress(part) for part in re.findall(rb"stream\n(x.+?)\nendstream", pdf, re.DOTALL)]
    return [one.decode("cp1252", "replace") for one in found if b"BT /F" in one]


def lines(pdf: bytes, height: float = 297.0) -> list[Line]:
    measure, found = FPDF(), []
    measure.core_fonts_encoding = "cp1252"
    faces = ["B" if b"Bold" in one else "" for one in re.findall(rb"/BaseFont /(\S+)", pdf)]
    for page, drawn in enumerate(streams(pdf)):
        face, size = "", 10.0
        for font, points, x, y, said in re.findall(
            r"BT /F(\d+) ([\d.]+) Tf ET|BT (-?[\d.]+) (-?[\d.]+) Td \(((?:\\.|[^\\)])*)\) Tj ET", drawn
        ):
            if font:
                face, size = faces[int(font) - 1], float(points)
                continue
            text = re.sub(r"\\(.)", r"\1", said)
            measure.set_font("Helvetica", face, size)
            found.append(Line(page, float(x) / _MM, height - float(y) / _MM, measure.get_string_width(text), text))
    return found


def words(pdf: bytes) -> str:
    """Return all text, in one line, with common spaces."""
    return " ".join(line.text for line in lines(pdf)).replace("\xa0", " ")


def stays_on(found: list[Line], width: float, height: float, edge: float = 6.0) -> bool:
    return all(
        edge <= line.x and line.x + line.width <= width - edge and edge <= line.y <= height - edge for line in found
    )


def noun(kind: str, **more: Any) -> dict[str, Any]:
    return {"schema": "pcsol/workshop/1", "kind": kind, "id": kind, "title": f"Les {kind}", **more}


def glossary() -> booklets.Glossary:
    entries = [
        {"id": "memory", "word": "Mémoire", "short": "Là où la tour pose ce qu’elle fait.", "dangerous": "Elle oublie.",
         "cool": "Une de plus, et ça va vite.", "drawing": "memory-slot"},
        {"id": "cloud", "word": "Nuage", "short": "Les disques d’une entreprise.", "dangerous": "Ses règles à elle.",
         "cool": "Tout est là.", "by": "Les Condensateurs"},
    ]  # fmt: skip
    return booklets.Glossary.model_validate(noun("glossary", entries=entries))


def long_list() -> Outline:
    """More steps than a page holds, each longer than a line."""
    many = [
        step(f"C{n}", short=f"Débrancher la prise numéro {n} du disque, tout droit, puis poser le câble.",
             drawing="sata-plugs", **({"gate": "adult"} if n == 3 else {}))
        for n in range(1, 60)
    ]  # fmt: skip
    return small(phases=[{"id": "C", "title": "Démonter", "steps": many}])
