"""Photos are made small and empty of all else; what is none is refused before it is unpacked."""

import io
import re
import struct
import zlib
from typing import Any

import pytest
from httpx2 import Response
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from pcsol.server.database.tables import audit, event, photo
from pcsol.server.faults import Fault
from pcsol.server.photos.picture import kept
from tests.server.house import House, probe, record

TOWER = "/towers/VAL-0042-D/photos"


def _picture(width: int = 640, height: int = 480, kind: str = "JPEG", mode: str = "RGB", **more: Any) -> bytes:
    tray = io.BytesIO()
    Image.new(mode, (width, height), "red" if mode == "RGB" else None).save(tray, kind, **more)
    return tray.getvalue()


def _of_a_phone() -> bytes:
    """Lying on its side, with the place and a name in it."""
    exif = Image.Exif()
    exif[0x0112] = 6  # orientation: to be turned by 90 degrees
    exif[0x013B] = "Camille Personne"
    exif.get_ifd(0x8825)[2] = (48.0, 51.0, 24.0)  # GPS
    return _picture(4000, 3000, exif=exif, comment=b"secret comment")


def _bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says that it is this big."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_a_photo_is_turned_upright_made_small_and_tells_nothing_else() -> None:
    found = kept(_of_a_phone())
    with Image.open(io.BytesIO(found.content)) as image, Image.open(io.BytesIO(found.small)) as small:
        assert (image.format, image.size) == ("JPEG", (1200, 1600))
        assert small.size == (240, 320)
        assert not dict(image.getexif())
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
    for content in (found.content, found.small):
        assert b"Exif" not in content
        assert b"Camille" not in content
        assert b"secret" not in content


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "L"), ("WEBP", "RGB"), ("PNG", "1")])
def test_the_pictures_of_phones_and_screens_are_taken(kind: str, mode: str) -> None:
    found = kept(_picture(kind=kind, mode=mode))
    assert (found.width, found.height) == (640, 480)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"x", b"\x89PNG\r\n\x1a\n", _picture()[:800], _picture(kind="GIF", mode="P"), _picture(kind="TIFF"),
        _bomb(100_000, 100_000), _bomb(15_000, 15_000), _bomb(3_000, 5_000), _bomb(1, 30_000), _bomb(2_000, 2_000),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7", b"GIF89a<script>",
    ],
    ids=[
        "nothing", "a letter", "a head alone", "cut", "gif", "tiff", "10 gigadots", "225 megadots", "15 megadots",
        "a thread", "less than it says", "svg", "pdf", "script",
    ],
)  # fmt: skip
def test_what_is_no_photo_or_a_bomb_is_refused(content: bytes) -> None:
    with pytest.raises(Fault) as fault:
        kept(content)
    assert fault.value.status == 422


def _with_exif(exif: bytes) -> bytes:
    """A picture with these bytes where its EXIF stands, whatever they are."""
    plain = _picture(64, 48)
    block = b"Exif\0\0" + exif
    return plain[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + plain[2:]


def _tiff(kind: int, count: int, value: bytes) -> bytes:
    """An EXIF with one field, the orientation, of this kind."""
    return b"II*\0\x08\0\0\0\x01\0" + struct.pack("<HHI", 0x0112, kind, count) + value + b"\0\0\0\0"


@settings(max_examples=120, deadline=None)
@given(
    exif=st.one_of(
        st.binary(max_size=300),
        st.binary(max_size=120).map(b"II*\0\x08\0\0\0".__add__),
        st.builds(_tiff, st.integers(0, 20), st.integers(0, 2**32 - 1), st.binary(min_size=4, max_size=4)),
    )
)
@example(exif=_tiff(5, 1, b"\xff\xff\0\0"))
@example(exif=_tiff(3, 2, b"\x06\0\x06\0"))
@example(exif=_tiff(7, 4, b"abcd"))
@example(exif=b"II*\0\x08\0\0\0\x01")
@example(exif=b"MM\0+\0\x08")
def test_a_damaged_exif_is_passed_over_or_refused_and_never_a_fault_of_ours(exif: bytes) -> None:
    try:
        found = kept(_with_exif(exif))
    except Fault as fault:  # Pillow does not open it
        assert fault.status == 422  # noqa: PT017
        return
    assert sorted((found.width, found.height)) == [48, 64]


def test_an_orientation_that_is_none_spoils_no_picture() -> None:
    for exif in (_tiff(3, 2, b"\x06\0\x06\0"), _tiff(7, 4, b"abcd"), _tiff(3, 1, b"\x63\0\0\0")):
        assert kept(_with_exif(exif)).width == 64


@pytest.mark.parametrize("turn", range(1, 9))
def test_every_way_that_a_phone_lies_is_put_right(turn: int) -> None:
    found = kept(_with_exif(_tiff(3, 1, struct.pack("<HH", turn, 0))))
    assert (found.width, found.height) == ((64, 48) if turn < 5 else (48, 64))


def test_a_progressive_picture_may_be_as_big_as_it_fits_in_memory() -> None:
    """What is asked of its size does not help: all of it is unpacked."""
    assert kept(_picture(4_000, 2_990, progressive=True)).width == 1_600
    assert kept(_picture(6_000, 4_000)).width == 1_600
    with pytest.raises(Fault) as fault:
        kept(_picture(6_000, 4_000, progressive=True))
    assert (fault.value.status, fault.value.details) == (422, "6000 x 4000")


def _enter(house: House, of: str = "Valmy", login: str = "camille") -> None:
    house.person(login, "volunteer", of)
    house.enter(login)


def _tower(house: House) -> None:
    house.bench().sends(record(probe(), house.clock(), code="VAL-0042-D"))
    _enter(house)


def _sends(house: House, content: bytes, caption: str = "capot") -> Response:
    files = {"photo": ("IMG_1234.jpg", content, "image/jpeg")}
    return house.client.post(TOWER, data={"form_key": house.form_key(), "caption": caption}, files=files)


def _kinds(house: House) -> list[str]:
    with house.hub.database.reading() as connection:
        return [row.kind for row in connection.execute(event.select().order_by(event.c.number))]


def test_a_photo_is_kept_shown_hidden_and_put_back(house: House) -> None:
    _tower(house)
    assert _sends(house, _of_a_phone(), "<b>capot</b>").status_code == 303
    page = house.client.get(TOWER).text
    assert "&lt;b&gt;capot" in page
    shown = house.client.get(f"{TOWER}/1")
    headers = shown.headers
    assert (headers["content-type"], headers["x-content-type-options"]) == ("image/jpeg", "nosniff")
    assert headers["cache-control"].startswith("private")
    assert len(house.client.get(f"{TOWER}/1?small=true").content) < len(shown.content)
    answer = house.post(f"{TOWER}/1/remove")
    assert house.client.get(f"{TOWER}/1").status_code == 404
    assert answer.headers["location"] == f"{TOWER}#photo-1"
    after = house.client.get(TOWER).text
    assert (after.count("Une photo a été retirée."), "Retiré." in after, 'role="status"' in after) == (1, False, False)
    house.post(f"{TOWER}/1/restore")
    assert house.client.get(f"{TOWER}/1").status_code == 200
    assert _kinds(house) == ["photo", "photo-removed", "photo-restored"]


def test_a_photo_that_was_taken_away_may_be_put_back_in_its_place_and_on_any_later_day(house: House) -> None:
    _tower(house)
    for caption in ("avant", "milieu", "après"):
        _sends(house, _picture(), caption)
    house.post(f"{TOWER}/2/remove")
    house.clock.go(days=40)
    house.client.cookies.clear()
    house.enter("camille")
    page = house.client.get(TOWER).text
    assert re.findall(r"/photos/(\d)/(\w+)", page) == [("3", "remove"), ("2", "restore"), ("1", "remove")]
    assert "/photos/2?small" not in page, "what should not be seen is not shown"
    house.post(f"{TOWER}/2/restore")
    assert "/photos/2?small" in house.client.get(TOWER).text


def test_a_tower_gets_no_more_photos_than_it_may_have_by_putting_some_back(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pcsol.server.photos.routes.MOST", 2)
    _tower(house)
    for _time in range(2):
        _sends(house, _picture())
    assert _sends(house, _picture()).status_code == 422
    house.post(f"{TOWER}/1/remove")
    assert _sends(house, _picture()).status_code == 303
    assert house.post(f"{TOWER}/1/restore").status_code == 422
    house.post(f"{TOWER}/2/remove")
    assert house.post(f"{TOWER}/1/restore").status_code == 303


def test_nothing_is_kept_of_a_bomb_or_of_too_much(house: House) -> None:
    _tower(house)
    assert _sends(house, _bomb(100_000, 100_000)).status_code == 422
    assert _sends(house, b"").status_code == 422
    assert _sends(house, b"\xff" * 15_100_000).status_code == 413
    with house.hub.database.reading() as connection:
        assert connection.execute(photo.select()).all() == []
    assert _kinds(house) == []


def test_another_structures_photo_and_a_photo_of_another_tower_are_not_there(house: House) -> None:
    _tower(house)
    _sends(house, _picture())
    house.bench("Lilas").sends(record(probe(), house.clock(), code="LIL-0001-C"))
    other = house.bench(name="banc 2")
    other.sends(record(probe(), house.clock(), code="VAL-0043-E"))
    assert house.client.get("/towers/VAL-0043-E/photos/1").status_code == 404
    house.client.cookies.clear()
    _enter(house, "Lilas", "louise")
    for path in (TOWER, f"{TOWER}/1", f"{TOWER}/1?small=true"):
        assert house.client.get(path).status_code == 404
    assert house.post(f"{TOWER}/1/remove").status_code == 404
    assert _sends(house, _picture()).status_code == 404


def test_a_photo_without_the_key_of_the_form_is_refused(house: House) -> None:
    _tower(house)
    files = {"photo": ("a.jpg", _picture(), "image/jpeg")}
    assert house.client.post(TOWER, data={"form_key": "x"}, files=files).status_code == 403


def test_the_federations_photo_goes_to_the_tower_that_was_open_where_two_structures_have_one_code(house: House) -> None:
    for of in ("Valmy", "Lilas"):
        house.bench(of).sends(record(probe(), house.clock(), code="VAL-0042-D"))
    house.person("frederique", "coordinator", None)
    house.enter("frederique")
    page = house.client.get("/towers/n-2/photos").text
    assert 'action="/towers/n-2/photos"' in page
    house.client.post("/towers/n-2/photos", data={"form_key": house.form_key()}, files={"photo": ("a.jpg", _picture())})
    with house.hub.database.reading() as connection:
        assert [row.tower for row in connection.execute(photo.select())] == [2]


def test_a_bomb_and_a_photo_that_is_too_big_leave_a_line_in_the_log(house: House) -> None:
    _tower(house)
    files = {"photo": ("x.png", _bomb(3_000, 5_000), "image/png")}
    assert _sends(house, _bomb(15_000, 15_000)).status_code == 422
    assert house.client.post("/scan", data={"form_key": house.form_key()}, files=files).status_code == 422
    assert _sends(house, b"\xff" * 15_100_000).status_code == 413
    files = {"photo": ("x.jpg", b"\xff" * 15_100_000, "image/jpeg")}
    assert house.client.post("/scan", data={"form_key": house.form_key()}, files=files).status_code == 413
    with house.hub.database.reading() as connection:
        rows = connection.execute(audit.select().where(audit.c.action == "photo-refused")).all()
    assert [(row.who, row.subject) for row in rows] == [
        ("Camille", "VAL-0042-D: 422 DecompressionBombError"), ("Camille", "/scan: 422 3000 x 5000"),
        ("Camille", "VAL-0042-D: 413 more than 15000000 bytes"), ("Camille", "/scan: 413 more than 15000000 bytes"),
    ]  # fmt: skip
