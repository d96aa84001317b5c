"""The door: log in, log out, choose a password, choose a language."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy import select, update
from starlette.datastructures import FormData

from pcsol.server import faults
from pcsol.server.access import audit, passwords, sessions, throttle
from pcsol.server.access.guards import Form, TheHub, Volunteer, strangers_form
from pcsol.server.database.tables import person
from pcsol.server.hub import Hub
from pcsol.server.pages.frame import go, page
from pcsol.server.towers import summary

router = APIRouter(include_in_schema=False)

_MOST_TRIES = 8
_LANGUAGES = ("fr", "en")


@router.get("/login")
def login_page(request: Request, next: str = "/") -> Response:  # noqa: A002  # its name in the address
    """Ask who it is."""
    return page(request, "login.html", wrong=False, next=ours(next))


@router.post("/login")
def login(request: Request, hub: TheHub, fields: Annotated[FormData, Depends(strangers_form)]) -> Response:
    """Let a person in. Wrong tries are counted by name at an address, so that a stranger elsewhere locks nobody out,
    and by address; what was wrong is not said."""
    login, password = text(fields, "login").casefold()[:80], text(fields, "password")
    address, now = request.client.host if request.client else "", hub.now()
    name_there, there = f"login {login[:50]} from {address}", f"login from {address}"
    _not_too_often(hub, {name_there: _MOST_TRIES, there: 5 * _MOST_TRIES}, now)
    with hub.database.reading() as connection:
        row = connection.execute(select(person).where(person.c.login == login, person.c.left_at.is_(None))).first()
    if not passwords.fits(row.password if row else None, password) or row is None:
        with hub.database.writing() as connection:
            audit.note(connection, now, row.structure if row else None, login, "login-failed", login, address)
        return page(request, "login.html", 401, wrong=True, next=ours(text(fields, "next")))
    with hub.database.writing() as connection:
        throttle.forget(connection, name_there)
        throttle.take_back(connection, there, now)
        opened = sessions.open_session(connection, row.number, now)
        audit.note(connection, now, row.structure, row.name, "login", login, address)
    answer = go("/password" if row.must_change else ours(text(fields, "next")))
    answer.set_cookie(
        sessions.COOKIE, opened.secret, max_age=int(sessions.LONGEST.total_seconds()), httponly=True, samesite="lax",
        secure=request.url.scheme == "https", path="/",
    )  # fmt: skip
    return answer


@router.post("/logout")
def logout(request: Request, hub: TheHub, _caller: Volunteer, _fields: Form) -> Response:
    """End this session."""
    with hub.database.writing() as connection:
        sessions.close_session(connection, request.cookies.get(sessions.COOKIE, ""))
    answer = go("/login")
    answer.delete_cookie(sessions.COOKIE, path="/")
    return answer


@router.get("/password")
def password_page(request: Request, _caller: Volunteer) -> Response:
    """Ask for a new password."""
    return page(request, "password.html", wrong="", shortest=passwords.SHORTEST)


@router.post("/password")
def change_password(request: Request, hub: TheHub, caller: Volunteer, fields: Form) -> Response:
    """Change one's own password; every other session of this person ends."""
    old, new, again = (text(fields, name) for name in ("old", "new", "again"))
    now, tries = hub.now(), f"password {caller.number}"
    _not_too_often(hub, {tries: _MOST_TRIES}, now)
    with hub.database.reading() as connection:
        kept = connection.scalar(select(person.c.password).where(person.c.number == caller.number))
    fits = passwords.fits(kept, old)
    if fits:
        with hub.database.writing() as connection:
            throttle.take_back(connection, tries, now)
    wrong = passwords.fault(new, again, old) if fits else "old"
    if wrong:
        return page(request, "password.html", 422, wrong=wrong, shortest=passwords.SHORTEST)
    with hub.database.writing() as connection:
        values = {"password": passwords.hashed(new), "must_change": False}
        connection.execute(update(person).where(person.c.number == caller.number).values(values))
        sessions.close_all(connection, caller.number, but=request.cookies.get(sessions.COOKIE, ""))
        audit.note(connection, now, caller.structure, caller.who, "password", caller.who)
    return go("/", told="password")


@router.post("/language")
def change_language(hub: TheHub, caller: Volunteer, fields: Form) -> Response:
    """Speak another language to this person from now on."""
    wanted = text(fields, "language")
    if wanted not in _LANGUAGES:
        raise faults.not_understood(["language"])
    with hub.database.writing() as connection:
        connection.execute(update(person).where(person.c.number == caller.number).values(language=wanted))
    return go(ours(text(fields, "next")))


def text(fields: FormData, name: str, most: int = 500) -> str:
    """Return a field of a form: its text, trimmed; "" where it is missing or a file."""
    found = fields.get(name)
    return found.replace("\0", "").strip()[:most] if isinstance(found, str) else ""


def line(fields: FormData, name: str, most: int = 200) -> str:
    """Return a field that is one line: a name, without what cannot be seen."""
    return (summary.told(text(fields, name, most)) or "")[:most]


def ours(path: str) -> str:
    """Return a path of this hub; what leads elsewhere leads to the first page."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() else "/"


def _not_too_often(hub: Hub, most: Mapping[str, int], now: datetime) -> None:
    """Count one more try. Raises Fault 429 where there were as many already; that one is not counted."""
    with hub.database.writing() as connection:
        may = throttle.tried(connection, most, now)
    if not may:
        raise faults.too_often()
