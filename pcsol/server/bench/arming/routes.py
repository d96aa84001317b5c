"""The page on which towers are armed, and what is done there."""

from collections.abc import Iterable
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import Connection, Row
from starlette.datastructures import FormData

from pcsol.server import faults
from pcsol.server.access.caller import Caller
from pcsol.server.access.guards import Form, Technician, TheHub
from pcsol.server.bench import refusals
from pcsol.server.bench.arming import choice, deeds
from pcsol.server.faults import Fault
from pcsol.server.hub import Hub
from pcsol.server.labels.routes import count_of
from pcsol.server.lots import rows as lots
from pcsol.server.pages.frame import address, go, page
from pcsol.server.towers import rows
from pcsol.server.towers.pages import shown

router = APIRouter(include_in_schema=False)

_MOST_DISKS = 500
_Chosen = dict[int, list[str]]


@router.get("/bench/arm")
def arm_page(
    request: Request, hub: TheHub, caller: Technician, lot: Annotated[int, Query(ge=0, le=2**53)] = 0
) -> Response:
    """Choose an open lot, then its towers disk by disk."""
    return _page(request, hub, caller, lot)


@router.post("/bench/arm")
def arm(request: Request, hub: TheHub, caller: Technician, fields: Form) -> Response:
    """Arm the disks that were chosen; the number of towers must have been typed. All or none."""
    number, chosen = count_of(fields, "lot"), _chosen(fields)
    if not chosen or count_of(fields, "count") != len(chosen):
        with hub.database.reading() as connection:
            _lot(connection, caller, number)
        return _page(request, hub, caller, number, chosen, "count" if chosen else "none")
    if len(chosen) > deeds.MOST_TOWERS:
        return _page(request, hub, caller, number, chosen, "many")
    try:
        with hub.database.writing() as connection:
            deeds.arm(connection, hub.now(), caller, number, chosen)
    except Fault as fault:
        if fault.status != 409:
            raise
        return _page(request, hub, caller, number, chosen, "refused", fault.faults)
    return go(address("/bench/arm", lot=number, told="armed"))


@router.post("/bench/arm/withdraw")
def withdraw(hub: TheHub, caller: Technician, fields: Form) -> Response:
    """Take back what was armed: one, or several at once."""
    numbers = [int(one) for one in fields.getlist("arming") if isinstance(one, str) and _is_number(one)]
    with hub.database.writing() as connection:
        deeds.withdraw(connection, hub.now(), caller, numbers[:_MOST_DISKS])
    return go(address("/bench/arm", lot=count_of(fields, "lot") or None, told="disarmed"))


def _page(  # noqa: PLR0913, PLR0917  # what was chosen stays chosen
    request: Request, hub: Hub, caller: Caller, number: int, chosen: _Chosen | None = None, wrong: str = "",
    refused: Iterable[str] = (),
) -> Response:  # fmt: skip
    now = hub.now()
    with hub.database.reading() as connection:
        its_lot = _lot(connection, caller, number) if number else None
        found = choice.of_lot(connection, caller, now, its_lot) if its_lot else []
        lots_open = choice.open_lots(connection, caller)
    status = {"": 200, "refused": 409}.get(wrong, 422)
    return page(
        request, "bench/arm.html", status, lot=its_lot, lots=lots_open, towers=found, now=now, wrong=wrong,
        chosen=chosen or {}, refused=[one.partition(": ") for one in refused], why=refusals.WHY, shown=shown,
        name=partial(rows.called, caller), most=choice.MOST_TOWERS, most_armed=deeds.MOST_TOWERS,
        hours=int(deeds.LASTS.total_seconds()) // 3600,
    )  # fmt: skip


def _lot(connection: Connection, caller: Caller, number: int) -> Row[object]:
    found = lots.one(connection, caller, number)
    if found is None:
        raise faults.not_found()
    return found


def _chosen(fields: FormData) -> _Chosen:
    """Return the disks that were ticked, by the number of their tower: each tick is "number:id"."""
    found: _Chosen = {}
    for one in fields.getlist("disk")[:_MOST_DISKS]:
        number, _colon, id_ = one.partition(":") if isinstance(one, str) else ("", "", "")
        if _is_number(number) and id_:
            found.setdefault(int(number), []).append(id_)
    return found


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 18
