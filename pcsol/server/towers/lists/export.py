"""The list as a file: CSV as it is read, XLSX row by row; a million towers take no more memory than a hundred."""

import csv
import io
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO, Annotated, Any

from fastapi import APIRouter, Query, Response
from sqlalchemy import Row
from starlette.responses import StreamingResponse

from pcsol.i18n import _, language, speaking
from pcsol.report.exports.table import harmless
from pcsol.server.access import audit
from pcsol.server.access.caller import Caller
from pcsol.server.access.guards import TheHub, Volunteer
from pcsol.server.hub import Hub
from pcsol.server.towers import rows
from pcsol.server.towers.lists.asked import Asked
from pcsol.server.towers.lists.columns import BY_ID, COLUMNS, Column, Value
from pcsol.server.towers.rows import Wanted

router = APIRouter(include_in_schema=False)

MOST_XLSX_ROWS = 100_000
_CHUNK = 65_536
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDTHS = {"next_step": 60, "model": 28, "processor": 36, "code": 14}


@router.get("/towers.csv")
def as_csv(hub: TheHub, caller: Volunteer, asked: Annotated[Asked, Query()]) -> Response:
    """Return the towers of a list, in a file that a French or English spreadsheet opens by a double click."""
    _noted(hub, caller, asked, "csv")
    lines = _csv(hub, caller, asked.wanted(rows.MOST), _columns(asked))
    return StreamingResponse(lines, media_type="text/csv; charset=utf-8", headers=_named("csv"))


@router.get("/towers.xlsx")
def as_xlsx(hub: TheHub, caller: Volunteer, asked: Annotated[Asked, Query()]) -> Response:
    """Return them as a workbook; it is whole on the disk before the first byte leaves."""
    _noted(hub, caller, asked, "xlsx")
    file = TemporaryFile()  # noqa: SIM115  # closed when it was sent
    with speaking(caller.language):
        _write_xlsx(file, hub, caller, asked.wanted(rows.MOST), _columns(asked))
    length = file.tell()
    file.seek(0)
    headers = {**_named("xlsx"), "Content-Length": str(length)}
    return StreamingResponse(_pieces(file), media_type=_XLSX, headers=headers)


def _columns(asked: Asked) -> list[Column]:
    """Return the columns of the list; all of them where none were chosen."""
    wanted = [one for one in COLUMNS if one.id in asked.c and one.id in BY_ID]
    return wanted or list(COLUMNS)


def _batches(hub: Hub, caller: Caller, wanted: Wanted) -> Iterator[list[Row[Any]]]:
    """Return towers page by page: no connection is kept while a slow line takes them."""
    after = wanted.after
    while True:
        with hub.database.reading() as connection:
            found = rows.page(connection, caller, wanted, after)
        yield found.rows
        after = found.next
        if after is None:
            return


def _csv(hub: Hub, caller: Caller, wanted: Wanted, columns: list[Column]) -> Iterator[bytes]:
    with speaking(caller.language):
        head = _lines([[_(one.heading or one.title) for one in columns]])
    yield b"\xef\xbb\xbf" + head  # so that a spreadsheet knows that it is UTF-8
    for batch in _batches(hub, caller, wanted):
        with speaking(caller.language):
            lines = _lines([[_told(one.value(row)) for one in columns] for row in batch])
        yield lines


def _lines(cells: list[list[str]]) -> bytes:
    """French spreadsheets part cells by semicolons, and fractions by a comma."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";" if language() == "fr" else ",", lineterminator="\r\n").writerows(cells)
    return text.getvalue().encode()


def _told(value: Value) -> str:
    if isinstance(value, float) and language() == "fr":
        return str(value).replace(".", ",")
    return "" if value is None else str(harmless(value))


def _write_xlsx(file: IO[bytes], hub: Hub, caller: Caller, wanted: Wanted, columns: list[Column]) -> None:
    import xlsxwriter  # noqa: PLC0415  # 2 MB that a hub which is asked for no workbook does without

    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet, bold = book.add_worksheet(_("Towers")), book.add_format({"bold": True})
    for place, one in enumerate(columns):
        sheet.set_column(place, place, _WIDTHS.get(one.id, 16))
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, [_(one.heading or one.title) for one in columns], bold)
    line = 0
    for batch in _batches(hub, caller, wanted):
        for row in batch[: MOST_XLSX_ROWS - line]:
            line += 1
            _write_row(sheet, line, [one.value(row) for one in columns])
        if line >= MOST_XLSX_ROWS:
            sheet.write_string(line + 1, 0, _("There are more: take the CSV file, or fewer by a filter."))
            break
    book.close()


def _write_row(sheet: Any, line: int, values: list[Value]) -> None:  # noqa: ANN401  # xlsxwriter's
    for place, value in enumerate(values):
        if isinstance(value, str):
            sheet.write_string(line, place, harmless(value))
        elif value is not None:
            sheet.write_number(line, place, value)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(_CHUNK):
            yield piece


def _named(ending: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="tours.{ending}"'}


def _noted(hub: Hub, caller: Caller, asked: Asked, ending: str) -> None:
    with hub.database.writing() as connection:
        subject = f"towers.{ending} " + " ".join(f"{key}={value}" for key, value in asked.query().items() if value)
        audit.note(connection, hub.now(), caller.structure, caller.who, "export", subject)
