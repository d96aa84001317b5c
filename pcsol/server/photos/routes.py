"""The photos of a tower: take, look, take away, put back."""

import hashlib
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from sqlalchemy import Connection, Row, insert, select, update
from starlette.datastructures import FormData, UploadFile

from pcsol.server import faults
from pcsol.server.access.caller import Caller
from pcsol.server.access.guards import MOST_PHOTO_BYTES, Form, PhotoForm, TheHub, Volunteer
from pcsol.server.database.tables import photo
from pcsol.server.pages.door import text
from pcsol.server.pages.frame import address, go, page
from pcsol.server.towers import events
from pcsol.server.towers import rows as towers
from pcsol.server.towers.pages import opened

router = APIRouter(include_in_schema=False)

Number = Annotated[int, Path(ge=1, le=2**53)]
MOST = 60
_A_DAY = 86_400
# A photo never changes under its number; it is this person's to see, so no proxy keeps it.
_CACHED = {"Cache-Control": f"private, max-age={_A_DAY}, immutable", "X-Content-Type-Options": "nosniff"}


@router.get("/towers/{name}/photos")
def photos_page(request: Request, hub: TheHub, caller: Volunteer, name: str) -> Response:
    """Show the photos of a tower, the newest first; where one was taken away, that it may be put back."""
    with hub.database.reading() as connection:
        row = opened.tower(connection, caller, name)
        found = _photos(connection, row.number)
    return page(
        request, "photos/photos.html", tower=row, name=towers.called(caller, row), photos=found,
        full=_there(found) >= MOST,
    )  # fmt: skip


@router.post("/towers/{name}/photos")
def add_photo(hub: TheHub, caller: Volunteer, name: str, fields: PhotoForm) -> Response:
    """Keep a photo. 413 or 422 for what is none."""
    from pcsol.server.photos.picture import kept  # noqa: PLC0415  # 8 MB, Pillow and ZXing, only where a photo comes

    picture = kept(uploaded(fields, "photo"))
    caption, now = text(fields, "caption", 200), hub.now()
    with hub.database.writing() as connection:
        row = opened.tower(connection, caller, name)
        if _there(_photos(connection, row.number)) >= MOST:
            raise faults.too_many_photos()
        values = {
            "structure": row.structure, "tower": row.number, "made_at": now, "who": caller.who[:200],
            "caption": caption, "digest": hashlib.sha256(picture.content).hexdigest(), **picture._asdict(),
        }  # fmt: skip
        number = connection.execute(insert(photo).values(values).returning(photo.c.number)).scalar_one()
        details = {"photo": number, "caption": caption}
        events.note(connection, now, caller, row.structure, row.number, "photo", details)
    return go(f"/towers/{towers.called(caller, row)}/photos", told="added")


@router.get("/towers/{name}/photos/{number}")
def show_photo(hub: TheHub, caller: Volunteer, name: str, number: Number, small: bool = False) -> Response:  # noqa: FBT001, FBT002  # a query
    """Return one photo, or its small form. 404 for one that was taken away."""
    with hub.database.reading() as connection:
        there = photo_of(connection, opened.tower(connection, caller, name), number)
        content = connection.scalar(select(photo.c.small if small else photo.c.content).where(photo.c.number == number))
    if there.removed_at is not None:
        raise faults.not_found()
    return Response(content, media_type="image/jpeg", headers=_CACHED)


@router.post("/towers/{name}/photos/{number}/remove")
def remove_photo(hub: TheHub, caller: Volunteer, name: str, number: Number, _fields: Form) -> Response:
    """Take a photo away: it is hidden, and may be put back."""
    called = _hide(hub, caller, name, number, hide=True)
    return go(f"/towers/{called}/photos#photo-{number}")  # what stands there says it, beside the way back


@router.post("/towers/{name}/photos/{number}/restore")
def restore_photo(hub: TheHub, caller: Volunteer, name: str, number: Number, _fields: Form) -> Response:
    """Put a photo back."""
    called = _hide(hub, caller, name, number, hide=False)
    return go(address(f"/towers/{called}/photos", told="undone") + f"#photo-{number}")


def _photos(connection: Connection, tower: int) -> list[Row[Any]]:
    """Return the photos of a tower without their pictures, the newest first; the last taken away in their places."""
    names = ("number", "made_at", "who", "caption", "width", "height", "removed_at")
    columns: list[Any] = [photo.c[name] for name in names]
    wanted = select(*columns).where(photo.c.tower == tower).order_by(photo.c.number.desc()).limit(MOST)
    gone = photo.c.removed_at
    found = [row for which in (gone.is_(None), gone.is_not(None)) for row in connection.execute(wanted.where(which))]
    return sorted(found, key=lambda row: -row.number)


def _there(found: list[Row[Any]]) -> int:
    return sum(one.removed_at is None for one in found)


def photo_of(connection: Connection, tower: Row[Any], number: int) -> Row[Any]:
    """Return a photo of this tower without its picture. Raises Fault 404."""
    columns: list[Any] = [photo.c.number, photo.c.removed_at, photo.c.caption]
    row = connection.execute(select(*columns).where(photo.c.number == number, photo.c.tower == tower.number)).first()
    if row is None:
        raise faults.not_found()
    return row


def uploaded(fields: FormData, name: str) -> bytes:
    """Return the file of a form. Raises Fault 422 where none was chosen."""
    file = fields.get(name)
    content = file.file.read(MOST_PHOTO_BYTES + 1) if isinstance(file, UploadFile) else b""
    if not content:
        raise faults.no_picture("")
    return content


def _hide(hub: TheHub, caller: Caller, name: str, number: int, *, hide: bool) -> str:
    now = hub.now()
    with hub.database.writing() as connection:
        row = opened.tower(connection, caller, name)
        there = photo_of(connection, row, number)
        if (there.removed_at is None) is hide:
            if not hide and _there(_photos(connection, row.number)) >= MOST:
                raise faults.too_many_photos()
            connection.execute(update(photo).where(photo.c.number == number).values(removed_at=now if hide else None))
            details = {"photo": number, "caption": there.caption}
            kind = "photo-removed" if hide else "photo-restored"
            events.note(connection, now, caller, row.structure, row.number, kind, details)
    return towers.called(caller, row)
