"""Towers as a table (RFC 4180), one row each, for a spreadsheet that a coordinator opens by a double click.

French spreadsheets split at ";" (the comma is theirs in numbers), English ones at ",". Excel takes a file without a
mark of byte order for Windows-1252 and spoils every accent, so there is one. A cell that a spreadsheet would take for
a formula gets an apostrophe before it (OWASP, CSV injection): serials and lots are written by strangers.
"""

import csv
import io
from collections.abc import Callable, Iterable

from pcsol.i18n import N_, _, language
from pcsol.judge.towers.standing import disk_grade, erased, inside, stage
from pcsol.model.inventory.tower import Tower
from pcsol.report import quantities
from pcsol.report.exports import glpi_parts
from pcsol.report.exports.words import erasure, papers, said, text
from pcsol.report.words import form

SEPARATORS = {"fr": ";", "en": ","}
_MARK = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "|", "%")
_GIB = 1 << 30
STAGES = {"to_check": N_("to check"), "ready": N_("ready"), "parts": N_("for parts")}

Cell = str | int | float | None


def _machine(tower: Tower, field: str) -> str | None:
    return text(getattr(tower.probe.machine, field)) if tower.probe else None


def _form(tower: Tower) -> str | None:
    found = (tower.probe.machine.form_factor if tower.probe else None) or tower.form
    return form(found) if found else None


def _memory(tower: Tower) -> str | None:
    size = (tower.probe.memory.installed_bytes or tower.probe.memory.total_bytes) if tower.probe else None
    return quantities.number(size / _GIB) if size else None


def _disks(tower: Tower) -> str | None:
    disks = inside(tower.probe)
    if disks is None:
        return None
    told = (
        " ".join(
            part
            for part in (
                text(disk.model),
                quantities.disk_size(disk.size_bytes) if disk.size_bytes else None,
                disk.health.grade or "?",
            )
            if part
        )
        for disk in disks
    )
    return " / ".join(told)


def _serials(tower: Tower) -> str:
    return " / ".join(serial for disk in inside(tower.probe) or () if (serial := text(disk.serial)))


def _macs(tower: Tower) -> str:
    ports = (tower.probe.network if tower.probe else None) or ()
    return " / ".join(found for port in ports if (found := glpi_parts.mac(port)))


COLUMNS: tuple[tuple[str, Callable[[Tower], Cell]], ...] = (
    (N_("Code"), lambda tower: tower.code),
    (N_("Stage"), lambda tower: _(STAGES[stage(tower)])),
    (N_("Structure"), lambda tower: said(tower.structure)),
    (N_("Lot"), lambda tower: said(tower.lot)),
    (N_("Donor's number"), lambda tower: said(tower.donor_asset_number)),
    (N_("Maker"), lambda tower: _machine(tower, "manufacturer")),
    (N_("Model"), lambda tower: _machine(tower, "model")),
    (N_("Serial number"), lambda tower: _machine(tower, "serial")),
    (N_("Form"), _form),
    (N_("Processor"), lambda tower: text(tower.probe.processor.model) if tower.probe else None),
    (N_("Cores"), lambda tower: tower.probe.processor.cores if tower.probe else None),
    (N_("Memory (GB)"), _memory),
    (N_("Disks"), _disks),
    (N_("Serial numbers of disks"), _serials),
    (N_("Grade of disks"), lambda tower: disk_grade(tower.probe)),
    (N_("Destination"), lambda tower: said(tower.probe.verdict.title) if tower.probe else None),
    (N_("Erasure"), lambda tower: erasure(erased(tower))),
    (N_("Certificates"), lambda tower: papers(erased(tower))),
    (N_("Network addresses (MAC)"), _macs),
    (N_("Seen on (UTC)"), lambda tower: f"{tower.seen_at:%Y-%m-%d %H:%M}"),
    (N_("Station"), lambda tower: said(tower.station)),
    (N_("Record"), lambda tower: tower.record),
)


def rows(towers: Iterable[Tower]) -> list[dict[str, Cell]]:
    """Return one row a tower, by the heads in the language of the moment. What is not known is None."""
    heads = [(_(head), value) for head, value in COLUMNS]
    return [{head: value(tower) for head, value in heads} for tower in towers]


def table(towers: Iterable[Tower], separator: str | None = None) -> bytes:
    """Return the whole file in UTF-8. `separator`: else the language's own."""
    page = io.StringIO(newline="")
    writer = csv.writer(page, delimiter=separator or SEPARATORS[language()], lineterminator="\r\n")
    writer.writerow(_(head) for head, _value in COLUMNS)
    for row in rows(towers):
        writer.writerow(harmless(cell) for cell in row.values())
    return (_MARK + page.getvalue()).encode()


def harmless(cell: Cell) -> Cell:
    """Return the cell as text alone: no control character, and nothing that a spreadsheet would work out."""
    if not isinstance(cell, str):
        return cell
    tidy = "".join(sign if sign.isprintable() else " " for sign in cell)
    return f"'{tidy}" if tidy.lstrip().startswith(_FORMULA) else tidy
