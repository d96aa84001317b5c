"""What people do on the page of a tower: a form a deed, then the page again."""

from typing import Any

from fastapi import APIRouter, Response
from starlette.datastructures import FormData

from pcsol.server import faults
from pcsol.server.access.caller import Caller
from pcsol.server.access.guards import Form, Technician, TheHub, Volunteer
from pcsol.server.hub import Hub
from pcsol.server.pages.door import text
from pcsol.server.pages.frame import address, go
from pcsol.server.towers import rows
from pcsol.server.towers.deeds import changes
from pcsol.server.towers.deeds.signing_off import sign_off
from pcsol.server.towers.deeds.undo import undo
from pcsol.server.towers.pages import opened

router = APIRouter(include_in_schema=False)


@router.post("/towers/{name}/note")
def note(hub: TheHub, caller: Volunteer, name: str, fields: Form) -> Response:
    """Keep a note."""
    return _done(hub, caller, name, (changes.note, text(fields, "text", changes.MOST_WORDS)))


@router.post("/towers/{name}/state")
def state(hub: TheHub, caller: Volunteer, name: str, fields: Form) -> Response:
    """Change the state; with a reason where one is wanted."""
    return _done(hub, caller, name, (changes.set_state, text(fields, "state"), _why(fields)))


@router.post("/towers/{name}/names")
def names(hub: TheHub, caller: Volunteer, name: str, fields: Form) -> Response:
    """Set code, donor's number and lot: those that stand in the form."""
    why = _why(fields)
    deeds: list[tuple[Any, ...]] = []
    if "code" in fields:
        deeds.append((changes.set_code, text(fields, "code", 60), why))
    if "asset" in fields:
        deeds.append((changes.set_asset, text(fields, "asset", 100), why))
    if "lot" in fields:
        deeds.append((changes.set_lot, _number(text(fields, "lot")) if text(fields, "lot") else None, why))
    return _done(hub, caller, name, *deeds)


@router.post("/towers/{name}/settle")
def settle(hub: TheHub, caller: Volunteer, name: str, fields: Form) -> Response:
    """Settle a doubt."""
    return _done(hub, caller, name, (changes.settle, _why(fields)))


@router.post("/towers/{name}/sign-off")
def sign_it_off(hub: TheHub, caller: Technician, name: str, fields: Form) -> Response:
    """Sign a tower off, as its second reader."""
    return _done(hub, caller, name, (sign_off, _why(fields)))


@router.post("/towers/{name}/undo")
def undo_one(hub: TheHub, caller: Volunteer, name: str, fields: Form) -> Response:
    """Undo a deed of this tower."""
    event = _number(text(fields, "event"))
    with hub.database.writing() as connection:
        opened.tower(connection, caller, name)
        number = undo(connection, hub.now(), caller, event)
        row = opened.tower(connection, caller, f"n-{number}")
    return go(address(f"/towers/{rows.called(caller, row)}", told="undone"))


def _done(hub: Hub, caller: Caller, name: str, *deeds: tuple[Any, ...]) -> Response:
    """Do all of it, or none; then show the tower. A deed: a function, and what it is told after the tower's number."""
    with hub.database.writing() as connection:
        number = opened.tower(connection, caller, name).number
        for deed, *what in deeds:
            deed(connection, hub.now(), caller, number, *what)
        row = opened.tower(connection, caller, f"n-{number}")
    return go(address(f"/towers/{rows.called(caller, row)}", told="saved"))


def _why(fields: FormData) -> str:
    return text(fields, "why", changes.MOST_WORDS)


def _number(given: str) -> int:
    if not (given.isascii() and given.isdecimal() and len(given) < 18):
        raise faults.not_found()
    return int(given)
