"""What a list of towers may show: each column once, for the page, CSV and XLSX."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row

from pcsol.i18n import N_, _, ngettext
from pcsol.report.words import form
from pcsol.server.pages import words
from pcsol.server.towers import rows
from pcsol.server.towers.pages import advice, shown

Value = str | int | float | None
_GB, _GIB = 10**9, 1 << 30


class Column(NamedTuple):
    """`text`: for a page, in the language of the moment; `value`: for a sheet, a number where it is one.

    `heading`: of a sheet, where it must name a unit. `tone`: the class of a badge.
    """

    id: str
    title: str
    text: Callable[[Row[Any]], str]
    value: Callable[[Row[Any]], Value]
    heading: str = ""
    tone: Callable[[Row[Any]], str] | None = None
    number: bool = False


def _plain(id_: str, title: str) -> Column:
    return Column(id_, title, lambda row: words.unknown(getattr(row, id_)), lambda row: getattr(row, id_))


def _word(
    id_: str, title: str, word: Callable[[Row[Any]], str], tone: Callable[[Row[Any]], str] | None = None
) -> Column:
    return Column(id_, title, word, word, tone=tone)


def _moment(id_: str, title: str) -> Column:
    return Column(id_, title, lambda row: words.date(getattr(row, id_)), lambda row: _iso(getattr(row, id_)))


def _iso(value: datetime | None) -> str | None:
    return f"{value.astimezone(words.ZONE):%Y-%m-%d %H:%M}" if value else None


def _disks(row: Row[Any]) -> str:
    if row.disks is None:
        return _("unknown")
    if row.disks == 0:
        return _("no disk")
    medium = {"hdd": "HDD", "ssd": "SSD", "flash": "flash", "mixed": "HDD + SSD"}.get(row.medium, "")
    size = words.disk(row.disk_bytes) if row.disk_bytes else ""
    whole = " ".join(part for part in (size, medium) if part)
    count = ngettext("{count} disk", "{count} disks", row.disks).format(count=row.disks)
    return (f"{count}, {whole}" if row.disks > 1 else whole) if whole else count


def _scaled(id_: str, unit: int) -> Callable[[Row[Any]], Value]:
    return lambda row: None if getattr(row, id_) is None else round(getattr(row, id_) / unit, 1)


def _doubt(row: Row[Any]) -> str:
    found = shown.doubt(row.doubt)
    return found.title if found else ""


COLUMNS = (
    Column("code", N_("Code"), lambda row: row.code or _("without a code"), lambda row: row.code),
    _word("state", N_("State"), lambda row: shown.state(row.state), lambda row: shown.state_tone(row.state)),
    _plain("maker", N_("Maker")),
    _plain("model", N_("Model")),
    _plain("serial", N_("Serial")),
    _word("form", N_("Form"), lambda row: form(row.form) if row.form else _("unknown")),
    _plain("processor", N_("Processor")),
    Column("memory", N_("Memory"), lambda row: words.memory(row.memory_bytes), _scaled("memory_bytes", _GIB),
           N_("Memory (GB)"), number=True),
    Column("disks", N_("Disks"), _disks, lambda row: row.disks),
    Column("disk_size", N_("Size of disks"), lambda row: words.disk(row.disk_bytes), _scaled("disk_bytes", _GB),
           N_("Size of disks (GB)"), number=True),
    _word("health", N_("Health"), lambda row: shown.health(row.health), lambda row: shown.health_tone(row.health)),
    Column("function", N_("Function"), lambda row: shown.function(row.function, sign=True),
           lambda row: shown.function(row.function), tone=lambda row: shown.function_tone(row.function)),
    _word("erasure", N_("Erasure"), lambda row: shown.erasure(row.erasure, row.disks),
          lambda row: shown.erasure_tone(row.erasure)),
    _word("destination", N_("Destination"), lambda row: shown.destination(row.destination)),
    _word("next_step", N_("Next step"), lambda row: advice.next_step(row, row.next_step)),
    _plain("asset", N_("Donor’s number")),
    Column("lot", N_("Lot"), lambda row: row.lot_name or "", lambda row: row.lot_name),
    Column("structure", N_("Structure"), lambda row: row.structure_name, lambda row: row.structure_name),
    _word("doubt", N_("To look at"), _doubt, lambda row: "look" if row.doubt else ""),
    Column("signed_off", N_("Signed off"), lambda row: row.signed_off_by or "", lambda row: row.signed_off_by,
           tone=lambda row: "good" if row.signed_off_by else ""),
    Column("records", N_("Records"), lambda row: str(row.records), lambda row: row.records, number=True),
    _moment("graded_at", N_("Last graded")),
    _moment("state_at", N_("In this state since")),
    _moment("seen_at", N_("Last seen")),
    Column("name", N_("Name at the hub"), rows.name, rows.name),
)  # fmt: skip
BY_ID = {one.id: one for one in COLUMNS}
_USUAL = (
    "code", "state", "model", "memory", "disks", "health", "function", "erasure", "destination", "signed_off",
    "seen_at",
)  # fmt: skip


def chosen(ids: Iterable[str], *, federation: bool = False) -> list[Column]:
    """Return the columns that were asked for, in their own order; the usual ones where none was."""
    wanted = {*ids} & BY_ID.keys() or {*_USUAL, *(["structure"] if federation else [])}
    return [one for one in COLUMNS if one.id in {*wanted, "code"}]
