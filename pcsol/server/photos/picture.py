"""Pictures from outside: looked at before they are unpacked, made small, and written anew with nothing but the picture.

Pillow reads the head first, so that a picture of a million by a million dots is refused before any of it is in memory
(pillow.readthedocs.io, "Decompression Bombs").
"""

import io
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import zxingcpp
from PIL import ExifTags, Image

from pcsol.server import faults
from pcsol.server.access.guards import MOST_PHOTO_BYTES
from pcsol.server.faults import Fault

BIG, SMALL = 1_600, 320
_FORMATS = ("JPEG", "PNG", "WEBP")
# Phones make 12 to 50 million dots. Of a JPEG no more is unpacked than is kept; the others are whole in memory first,
# and so are the coefficients of a progressive JPEG.
_MOST_JPEG, _MOST_OTHER = 64_000_000, 12_000_000
_LONGEST_SIDE = 20_000
_QUALITY = 82
# Exif 2.32, tag 0x0112.
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}  # fmt: skip
_QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
# One picture at a time: a hub that serves one bench has little memory.
_one_at_a_time = threading.Lock()
warnings.simplefilter("error", Image.DecompressionBombWarning)


class Picture(NamedTuple):
    """A photo as it is kept: JPEG, and a small one for lists."""

    width: int
    height: int
    content: bytes
    small: bytes


def kept(content: bytes) -> Picture:
    """Return a picture upright, at most 1600 dots wide and high, without metadata (place, camera, name).

    Raises Fault 413 or 422.
    """
    with _opened(content) as image:
        image.thumbnail((BIG, BIG))
        shown = _upright(image)
        plain = Image.new("RGB", shown.size, "white")
        plain.paste(shown, mask=shown if shown.mode == "RGBA" else None)
        small = plain.copy()
        small.thumbnail((SMALL, SMALL))
        return Picture(plain.width, plain.height, _written(plain), _written(small))


def codes_in(content: bytes) -> list[str]:
    """Return what the QR codes in a picture say; none where none is found. Raises Fault 413 or 422."""
    with _opened(content) as image:
        found = zxingcpp.read_barcodes(image.convert("L"), formats=_QR)
        return [one.text for one in found if one.valid][:5]


@contextmanager
def _opened(content: bytes) -> Iterator[Image.Image]:
    if len(content) > MOST_PHOTO_BYTES:
        raise faults.photo_too_big(MOST_PHOTO_BYTES)
    with _one_at_a_time, _loaded(content) as image:
        yield image


def _loaded(content: bytes) -> Image.Image:
    """Return the picture in RGB, L or RGBA. Raises Fault 422."""
    try:
        image: Image.Image = Image.open(io.BytesIO(content), formats=_FORMATS)
        _refuse_big(image)
        image.draft("RGB", (BIG, BIG))
        image.load()
        return image if image.mode in {"RGB", "L"} else image.convert("RGBA")
    except Fault:
        raise
    except Exception as err:  # whatever Pillow raises at bytes from outside: struct.error, TypeError, IndexError …
        raise faults.no_picture(type(err).__name__) from err


def _upright(image: Image.Image) -> Image.Image:
    """Turn it as its EXIF says; one that cannot be read says nothing, and the picture is as good without."""
    try:
        turn = _TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # noqa: BLE001  # struct.error, TypeError, SyntaxError … : bytes from outside
        return image
    return image.transpose(turn) if turn is not None else image


def _refuse_big(image: Image.Image) -> None:
    dots = image.width * image.height
    by_blocks = image.format in {"JPEG", "MPO"} and not image.info.get("progressive")
    most = _MOST_JPEG if by_blocks else _MOST_OTHER
    if dots > most or max(image.size) > _LONGEST_SIDE:
        raise faults.no_picture(f"{image.width} x {image.height}")


def _written(image: Image.Image) -> bytes:
    """Write it anew: what was beside the picture (EXIF, XMP, colour profile, comments) does not come along."""
    tray = io.BytesIO()
    image.save(tray, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return tray.getvalue()
