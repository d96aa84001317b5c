"""The receipt that the hub leaves beside a file that was carried to it: FILE.receipt."""

from pathlib import Path

from pydantic import ValidationError

from pcsol.errors import CarriedFaultyError
from pcsol.i18n import _
from pcsol.model.letters.carried import Receipt
from pcsol.store import medium
from pcsol.tools import regular_file

_LARGEST_BYTES = 50_000_000


def beside(file: Path) -> Path:
    """Return where the receipt of such a file lies."""
    return file.with_name(f"{file.name}.receipt")


def write(file: Path, receipt: Receipt) -> Path:
    """Put the receipt beside the file that was carried, whole and flushed, and return where it lies. Raises
    StoreFullError, StoreReadOnlyError or StoreGoneError."""
    place = beside(file)
    medium.write_whole(place, (receipt.model_dump_json(by_alias=True) + "\n").encode())
    return place


def read(file: Path) -> Receipt | None:
    """Return the receipt beside this file; None where there is none. Raises CarriedFaultyError for one that cannot be
    read.

    It is not signed: all that a false one could do is that records are not sent which lie in the store all the same.
    Whoever takes it up compares its `sha256` and `key_id` with the file's (`carried.opened`).
    """
    place = beside(file)
    try:
        return Receipt.model_validate_json(regular_file.read(place, _LARGEST_BYTES))
    except FileNotFoundError:
        return None
    except (OSError, ValidationError) as err:
        raise CarriedFaultyError(
            _("{file} is not a receipt of a hub.").format(file=place),
            remedy=_("Move it away: its records are sent again, and the hub keeps none twice."),
            details=str(err)[:500],
        ) from err
