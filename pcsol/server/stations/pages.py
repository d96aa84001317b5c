"""The pages of stations: which there are, a code for a new one, its name, its end."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from sqlalchemy import Connection, Row, func, select

from pcsol.judge.certificate import key_id
from pcsol.model.papers.signers import Signers
from pcsol.server import faults
from pcsol.server.access.caller import Caller, Role
from pcsol.server.access.guards import Coordinator, Form, Technician, TheHub
from pcsol.server.database.tables import enrolment, record, station, structure
from pcsol.server.pages.door import line, text
from pcsol.server.pages.frame import go, page
from pcsol.server.people.pages import structure_of, structures
from pcsol.server.stations import ending, enrol, invitation
from pcsol.server.stations.signers import signers

router = APIRouter(include_in_schema=False)

Number = Annotated[int, Path(ge=1, le=2**53)]
# Records of a station are counted up to here: all of a million would be read for one figure.
MOST_COUNTED = 1_000


@router.get("/stations")
def stations_page(request: Request, hub: TheHub, caller: Technician) -> Response:
    """List the stations that the caller sees, those that are in use first."""
    return _listed(request, hub, caller)


@router.post("/stations")
def new_station(request: Request, hub: TheHub, caller: Coordinator, fields: Form) -> Response:
    """Show a code for one new station: once, in this answer, since only what a proof needs of it is kept."""
    name = line(fields, "name")
    if not name:
        return _listed(request, hub, caller, wrong="name")
    with hub.database.writing() as connection:
        of = structure_of(connection, caller, fields, optional=False)
        assert of is not None  # noqa: S101  # not optional
        code = enrol.show_code(connection, hub.now(), of, name, caller.who)
        row = connection.execute(
            select(enrolment).where(enrolment.c.code == code.name, enrolment.c.ends_at > hub.now())
        ).one()  # fmt: skip
    where = invitation.address_of(hub, request)
    return page(
        request, "stations/code.html", code=code.shown(), hub=where, name=name, minutes=_minutes(),
        symbol=invitation.symbol(where, code.shown()), waiting=_waiting(hub, row), live=True,
    )  # fmt: skip


@router.get("/stations/signers")
def signers_file(hub: TheHub, caller: Technician) -> Response:
    """Hand over `pcsol/signers/1`: the file of `pcsol certificate verify --trust`."""
    with hub.database.reading() as connection:
        found = Signers(signers=tuple(signers(connection, caller.structure)))
    headers = {"Content-Disposition": 'attachment; filename="signataires.json"'}
    content = json.dumps(found.to_json(), ensure_ascii=False, indent=1) + "\n"
    return Response(content, media_type="application/json", headers=headers)


@router.get("/stations/codes/{number}")
def code_page(request: Request, hub: TheHub, caller: Coordinator, number: Number) -> Response:
    """Say whether a code was used; the page loads itself again until it was, or is over."""
    return page(request, "stations/waiting.html", waiting=_waiting(hub, _code(hub, caller, number)))


@router.get("/stations/codes/{number}/part")
def code_part(request: Request, hub: TheHub, caller: Coordinator, number: Number) -> Response:
    """Return the part of the page that says so."""
    return page(request, "stations/state.html", waiting=_waiting(hub, _code(hub, caller, number)))


@router.get("/stations/{number}")
def station_page(request: Request, hub: TheHub, caller: Technician, number: Number) -> Response:
    """Show one station."""
    with hub.database.reading() as connection:
        row = _one(connection, caller, number)
        counted = _counted(connection, number)
    return page(
        request, "stations/station.html", station=row, records=counted, most=MOST_COUNTED, may=_may(caller),
        letters=row.letters_id, papers=key_id(bytes.fromhex(row.papers_key)) if row.papers_key else None,
    )  # fmt: skip


@router.post("/stations/{number}/name")
def rename_station(hub: TheHub, caller: Coordinator, number: Number, fields: Form) -> Response:
    """Give another name; records keep the one that they were written under."""
    name = line(fields, "name")
    if not name:
        raise faults.not_understood(["name"])
    with hub.database.writing() as connection:
        ending.rename(connection, hub.now(), caller, _one(connection, caller, number), name)
    return go(f"/stations/{number}", told="saved")


@router.post("/stations/{number}/revoke")
def revoke_station(hub: TheHub, caller: Coordinator, number: Number, fields: Form) -> Response:
    """Let a station in no more. `papers`: "until-today" or "never"."""
    papers = text(fields, "papers")
    if papers not in ("until-today", "never"):
        raise faults.not_understood(["papers"])
    with hub.database.writing() as connection:
        row = _one(connection, caller, number)
        ending.revoke(connection, hub.now(), caller, row, believed=papers == "until-today")
    return go(f"/stations/{number}", told="saved")


def _listed(request: Request, hub: TheHub, caller: Caller, wrong: str = "") -> Response:
    query = (
        select(station, structure.c.name.label("structure_name"))
        .join(structure, structure.c.number == station.c.structure)
        .where(caller.within(station.c.structure))
        .order_by(station.c.revoked_at.is_not(None), structure.c.name, station.c.name, station.c.number)
    )
    with hub.database.reading() as connection:
        rows = list(connection.execute(query))
        counted = {row.number: _counted(connection, row.number) for row in rows if row.revoked_at is None}
        known = structures(connection, caller)
    return page(
        request, "stations/list.html", 422 if wrong else 200, stations=rows, records=counted, most=MOST_COUNTED,
        structures=known, may=_may(caller), wrong=wrong, minutes=_minutes(), now=hub.now(),
    )  # fmt: skip


def _one(connection: Connection, caller: Caller, number: int) -> Row[Any]:
    row = connection.execute(
        select(station, structure.c.name.label("structure_name"))
        .join(structure, structure.c.number == station.c.structure)
        .where(station.c.number == number, caller.within(station.c.structure))
    ).first()
    if row is None:
        raise faults.not_found()
    return row


def _counted(connection: Connection, number: int) -> int:
    some = select(record.c.number).where(record.c.station == number).limit(MOST_COUNTED + 1).subquery()
    return connection.scalar(select(func.count()).select_from(some)) or 0


def _code(hub: TheHub, caller: Caller, number: int) -> Row[Any]:
    with hub.database.reading() as connection:
        row = connection.execute(
            select(enrolment).where(enrolment.c.number == number, caller.within(enrolment.c.structure))
        ).first()
    if row is None:
        raise faults.not_found()
    return row


def _waiting(hub: TheHub, row: Row[Any]) -> dict[str, Any]:
    over = row.used_at is None and (row.ends_at <= hub.now() or row.tries > enrol.MOST_TRIES)
    state = "used" if row.used_at else "over" if over else "waiting"
    return {"number": row.number, "name": row.station_name, "state": state, "ends_at": row.ends_at}


def _may(caller: Caller) -> bool:
    return caller.may(Role.COORDINATOR)


def _minutes() -> int:
    return int(enrol.LASTS.total_seconds()) // 60
