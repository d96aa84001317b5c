"""A group's events: a file with one JSON line each, that may be torn by a power cut and is never rewritten."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from pydantic import ValidationError

from pcsol.errors import StoreFullError
from pcsol.i18n import _
from pcsol.model.workshop.room import Event
from pcsol.store import medium

# Some ten thousand events: no workshop has so many, and a device that goes mad must not fill the medium.
LARGEST_BYTES = 4_000_000


def read(file: Path) -> tuple[Event, ...]:
    """Return what can be read, in the order in which it was written; nothing when there is no such file.

    Passed over: the last line that a pulled stick cut short, and events of a newer PCSol. Raises StoreError.
    """
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as err:
        raise medium.not_saved(err, file.parent) from err
    return tuple(_events(content))


def append(file: Path, events: Sequence[Event]) -> None:
    """Write those that are not there yet, flushed to the medium before this returns. Raises StoreError.

    Several programs may do it at once. After a fault the file is as it was, so that the same may be tried again.
    """
    try:
        with medium.appending(file) as (descriptor, content):
            known = {one.id for one in _events(content)}
            new = {one.id: one for one in events if one.id not in known}
            lines = "".join(f"{one.model_dump_json(by_alias=True, exclude_none=True)}\n" for one in new.values())
            if len(content) + len(lines) > LARGEST_BYTES:
                raise _too_many(file)
            medium.write_lines(descriptor, lines.encode())
    except OSError as err:
        raise medium.not_saved(err, file.parent) from err


def _events(content: bytes) -> Iterable[Event]:
    for line in content.split(b"\n"):
        with suppress(ValidationError):
            yield Event.model_validate_json(line)


def _too_many(file: Path) -> StoreFullError:
    return StoreFullError(
        _("NOT SAVED YET: this group has sent far too many events."),
        remedy=_("Close the page on the group's devices, and open it again by its QR code."),
        details=str(file),
    )
