"""The pages of labels: choose, look, print; and give out new codes."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from sqlalchemy import Connection, select
from starlette.datastructures import FormData

from pcsol.errors import CodeFaultyError
from pcsol.i18n import speaking
from pcsol.report.labels.layouts import LAYOUTS
from pcsol.report.labels.sheet import sheet as drawn
from pcsol.server import faults
from pcsol.server.access import audit
from pcsol.server.access.caller import Caller
from pcsol.server.access.guards import Form, Technician, TheHub, Volunteer
from pcsol.server.database.tables import sheet, structure
from pcsol.server.labels import known, numbers, preview
from pcsol.server.labels.choice import Asked, chosen
from pcsol.server.pages.door import text
from pcsol.server.pages.frame import address, go, page

router = APIRouter(include_in_schema=False)

_LAST_SHEETS = 10
Small = Annotated[int, Query(ge=0, le=2**53)]


def asked(  # a query
    codes: str = "",
    lot: Small = 0,
    sheet: Small = 0,
    layout: str = "L7160",
    start: int = 1,
    plain: bool = False,  # noqa: FBT001, FBT002  # of the address
) -> Asked:
    """Read what an address asks for."""
    return Asked(codes[:20_000], lot, sheet, layout, start, plain)


Wish = Annotated[Asked, Depends(asked)]


@router.get("/labels")
def labels_page(request: Request, hub: TheHub, caller: Volunteer, wish: Wish) -> Response:
    """Choose what is printed, and see where it will lie on the paper."""
    with hub.database.reading() as connection:
        found = chosen(connection, caller, wish)
        facts = {"structures": structures(connection, caller), "sheets": _last_sheets(connection, caller)}
    paper, query = wish.paper, _query(wish)
    return page(
        request, "labels/labels.html", 422 if found.faults else 200, wish=wish, found=found, paper=paper,
        layouts=LAYOUTS.values(), pdf=address("/labels/sheet.pdf", **query), most=numbers.MOST,
        labels=preview.labels(paper, wish.first, found.codes),
        pages=preview.sheets(paper, wish.first, len(found.codes)),
        from_label=lambda number: address("/labels", **query | {"start": number}), **facts,
    )  # fmt: skip


@router.get("/labels/sheet.pdf")
def labels_pdf(hub: TheHub, caller: Volunteer, wish: Wish) -> Response:
    """Return the paper to print. 404 where nothing was chosen, or a code is not known here."""
    with hub.database.reading() as connection:
        found = chosen(connection, caller, wish)
        if found.faults or not found.codes:
            raise faults.not_found()
        with speaking(caller.language):
            facts = {} if wish.plain else known.facts(connection, caller, found.codes, hub.now())
            content = drawn(found.codes, wish.first, hub.now(), wish.paper, facts)
    name = f"etiquettes-{found.codes[0]}.pdf".lower()
    return Response(
        content, media_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


@router.post("/labels/new")
def give_out(hub: TheHub, caller: Technician, fields: Form) -> Response:
    """Give out new codes, then show their sheet."""
    layout, start = text(fields, "layout"), count_of(fields, "start", 1)
    wanted, first = count_of(fields, "count"), count_of(fields, "first")
    if not 1 <= wanted <= numbers.MOST:
        raise faults.not_understood(["count"])
    with hub.database.writing() as connection:
        of = structure_of(connection, caller, fields)
        try:
            given = numbers.give_out(connection, hub.now(), caller, of, wanted, layout[:20], first)
        except CodeFaultyError as err:
            raise faults.not_understood([f"{err.what} {err.remedy}"]) from err
        audit.note(connection, hub.now(), of, caller.who, "labels", f"{given.codes[0]} – {given.codes[-1]}")
    return go(address("/labels", sheet=given.number, layout=layout, start=start, told="added"))


def structures(connection: Connection, caller: Caller) -> list[Any]:
    """Return the structures that a person may act for: their own, or all for the federation."""
    rows = connection.execute(
        select(structure).where(caller.within(structure.c.number)).order_by(structure.c.name).limit(200)
    )
    return list(rows)


def structure_of(connection: Connection, caller: Caller, fields: FormData) -> int:
    """Return the structure that a form is for: the caller's; the federation names one. Raises Fault 404."""
    if caller.structure is not None:
        return caller.structure
    named = count_of(fields, "structure")
    if connection.scalar(select(structure.c.number).where(structure.c.number == named)) is None:
        raise faults.not_found()
    return named


def count_of(fields: FormData, name: str, otherwise: int = 0) -> int:
    """Return a whole number of a form, at most nine digits; `otherwise` where there is none."""
    typed = text(fields, name)
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else otherwise


def _query(wish: Asked) -> dict[str, object]:
    return {
        "codes": wish.codes, "lot": wish.lot or None, "sheet": wish.sheet or None, "layout": wish.paper.id,
        "start": wish.first, "plain": 1 if wish.plain else None,
    }  # fmt: skip


def _last_sheets(connection: Connection, caller: Caller) -> list[Any]:
    rows = connection.execute(
        select(sheet, structure.c.prefix)
        .join(structure, structure.c.number == sheet.c.structure)
        .where(caller.within(sheet.c.structure), sheet.c.layout != "")
        .order_by(sheet.c.number.desc())
        .limit(_LAST_SHEETS)
    )
    return list(rows)
