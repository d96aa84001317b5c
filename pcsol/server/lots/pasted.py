"""Read a donor's list: pasted from a spreadsheet, or a CSV file (pure)."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pcsol.i18n import _
from pcsol.server.towers.summary import plain

MOST_LINES = 2_000
_LONGEST = {"asset": 100, "serial": 200, "what": 200}
_ORDER = ("asset", "serial", "what")
# How donors head their columns, in small letters and without accents.
_HEADS = {
    "asset": ("inventaire", "immo", "asset", "etiquette", "bien"),
    "serial": ("serie", "serial", "s/n", "sn"),
    "what": ("modele", "model", "designation", "description", "materiel", "type", "libelle", "what"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a donor's list. `line`: where it stands in what was pasted, from 1. `serial`: in capitals."""

    line: int
    asset: str
    serial: str
    what: str


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was read, and what is wrong, each fault with its line."""

    lines: tuple[Line, ...]
    faults: tuple[str, ...]


def decoded(content: bytes) -> str:
    """Return the text of a file: UTF-8, or what spreadsheets in French write besides (Windows-1252)."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def read(text: str, known: Iterable[tuple[str, str]] = ()) -> Pasted:
    """Read a list: number, serial, description, or in the order that its first line names. Empty lines say nothing.

    `known`: asset and serial of the lines that the lot has already.
    """
    rows = list(_rows(text))
    columns = _columns(rows[0][1]) if rows else None
    lines = [_line(at, cells, columns or _ORDER) for at, cells in (rows[1:] if columns else rows)]
    lines = [one for one in lines if one.asset or one.serial or one.what]
    known = list(known)
    faults = list(_faults(lines, known))
    if len(known) + len(lines) > MOST_LINES:
        faults.insert(0, _("More than {count} lines: make several lots of them.").format(count=MOST_LINES))
    return Pasted(tuple(lines[:MOST_LINES]), tuple(faults))


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Return the cells of each line that has any, with its number; quotes may hold signs that part cells."""
    clean = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    sign = _parting(clean)
    for at, one in enumerate(clean.split("\n"), 1):
        cells = next(csv.reader([one], delimiter=sign), []) if one.strip() else []
        tidy = [_tidy(cell) for cell in cells]
        if any(tidy):
            yield at, tidy


def _parting(text: str) -> str:
    """Spreadsheets paste tabs; files have semicolons in France and commas elsewhere."""
    lines = [line for line in text.split("\n") if line.strip()][:20]
    return max("\t;,", key=lambda sign: sum(sign in line for line in lines))


def _tidy(cell: str) -> str:
    return "".join(sign for sign in " ".join(cell.split()) if sign.isprintable())


def _columns(cells: Sequence[str]) -> tuple[str | None, ...] | None:
    """Return what each column holds, where this line is a heading: at least one name, and no digit."""
    if any(sign.isdigit() for cell in cells for sign in cell):
        return None
    found: list[str | None] = []
    for cell in cells:
        name = next((name for name, heads in _HEADS.items() if any(head in plain(cell) for head in heads)), None)
        found.append(name if name not in found else None)
    return tuple(found) if any(found) else None


def _line(at: int, cells: Sequence[str], columns: Sequence[str | None]) -> Line:
    facts = dict.fromkeys(_ORDER, "")
    for cell, name in zip(cells, columns, strict=False):
        if name:
            facts[name] = cell
    if tuple(columns) == _ORDER:
        facts["what"] = " ".join(cell for cell in cells[2:] if cell)
    return Line(at, facts["asset"], facts["serial"].upper(), facts["what"])


def _faults(lines: Sequence[Line], known: Sequence[tuple[str, str]]) -> Iterator[str]:
    assets = {asset.casefold(): 0 for asset, _serial in known if asset}
    serials = {serial: 0 for _asset, serial in known if serial}
    for one in lines:
        if not one.asset and not one.serial:
            yield _("Line {line}: neither a number of the donor’s nor a serial.").format(line=one.line)
        for name, longest in _LONGEST.items():
            if len(getattr(one, name)) > longest:
                yield _("Line {line}: more than {count} signs in one cell.").format(line=one.line, count=longest)
        yield from _twice(one, one.asset, assets.setdefault(one.asset.casefold(), one.line) if one.asset else one.line)
        yield from _twice(one, one.serial, serials.setdefault(one.serial, one.line) if one.serial else one.line)


def _twice(one: Line, shown: str, first: int) -> Iterator[str]:
    if first == one.line:
        return
    if first:
        yield _("Line {line}: {value} stands on line {first} already.").format(line=one.line, value=shown, first=first)
    else:
        yield _("Line {line}: {value} is in this lot already.").format(line=one.line, value=shown)
