"""The page that a phone opens to scan labels. A label holds the code alone, so it leads strangers nowhere."""

from typing import Any

from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

from pcsol.errors import CodeFaultyError
from pcsol.i18n import _
from pcsol.judge import codes
from pcsol.server import faults
from pcsol.server.access.caller import Caller
from pcsol.server.access.guards import Form, PhotoForm, TheHub, Volunteer
from pcsol.server.database.tables import structure
from pcsol.server.labels.routes import structure_of, structures
from pcsol.server.pages.door import text
from pcsol.server.pages.frame import address, go, page
from pcsol.server.photos.routes import uploaded
from pcsol.server.towers import announce, rows

router = APIRouter(include_in_schema=False)


@router.get("/scan")
def scan_page(request: Request, hub: TheHub, caller: Volunteer, code: str = "", unread: str = "") -> Response:
    """Ask for a code; lead to its tower, or offer to announce it. `unread`: a photo in which no code was found."""
    if not code.strip():
        return _page(request, 422 if unread else 200, unread=bool(unread))
    try:
        read = codes.read(code[:80])
    except CodeFaultyError as err:
        return _page(request, 422, typed=code[:80], wrong=f"{err.what} {err.remedy}")
    with hub.database.reading() as connection:
        there = rows.one(connection, caller, read)
        if there is not None:
            return go(f"/towers/{rows.called(caller, there)}")
        facts = _whose(connection, caller, read)
    return _page(request, unknown=read, **facts)


@router.post("/scan")
def scan_photo(_caller: Volunteer, fields: PhotoForm) -> Response:
    """Read the code in a photo, and go on with it."""
    from pcsol.server.photos.picture import codes_in  # noqa: PLC0415  # 8 MB, Pillow and ZXing, only where a photo comes

    found = codes_in(uploaded(fields, "photo"))
    fitting = [one for one in found if _is_code(one)]
    if not found:
        return go(address("/scan", unread="1"))
    return go(address("/scan", code=(fitting or found)[0][:80]))


@router.post("/scan/announce")
def announce_tower(hub: TheHub, caller: Volunteer, fields: Form) -> Response:
    """Add a tower that nobody knows yet under this code."""
    try:
        code = codes.read(text(fields, "code", 80))
    except CodeFaultyError as err:
        raise faults.not_understood([f"{err.what} {err.remedy}"]) from err
    expected = announce.Expected(code, what=text(fields, "what", 200))
    try:
        with hub.database.writing() as connection:
            of = structure_of(connection, caller, fields)
            announce.announce(connection, hub.now(), caller, of, expected)
    except IntegrityError:  # somebody was quicker
        return go(address("/scan", code=code))
    return go(f"/towers/{code}", told="added")


def _is_code(text: str) -> bool:
    try:
        return bool(codes.read(text))
    except CodeFaultyError:
        return False


def _whose(connection: Connection, caller: Caller, code: str) -> dict[str, Any]:
    """Return for whom a tower may be announced, and whether the code begins with other letters than theirs."""
    prefix = codes.parts(code).prefix
    mine = structures(connection, caller)
    own = connection.scalar(select(structure.c.prefix).where(structure.c.number == caller.structure))
    strange = _("It begins with {prefix}, and your structure’s codes with {own}.").format(prefix=prefix, own=own)
    return {
        "structures": mine, "strange": strange if own not in {None, prefix} else "",
        "chosen": next((one.number for one in mine if one.prefix == prefix), None),
    }  # fmt: skip


def _page(request: Request, status: int = 200, **facts: Any) -> Response:  # noqa: ANN401  # of the template
    empty = {"typed": "", "wrong": "", "unread": False, "unknown": "", "strange": "", "structures": [], "chosen": None}
    return page(request, "scan/scan.html", status, **empty | facts)
