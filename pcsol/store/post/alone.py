"""One PCSol at a time sends from a home: two would send everything twice, which costs time and no record."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pcsol.errors import AlreadyPushingError
from pcsol.i18n import _
from pcsol.store import medium
from pcsol.store.post.ledger import FOLDER

_FILE = "push.lock"


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Keep the others out for as long as this lasts. Raises AlreadyPushingError.

    Where no lock can be made, on a medium that is full or locked, it goes on without: sending twice does no harm.
    """
    file = home / FOLDER / _FILE
    try:
        medium.make_folder(file.parent)
        descriptor = medium.locked(file)
    except OSError:
        yield
        return
    if descriptor is None:
        raise AlreadyPushingError(
            _("Another PCSol is sending from here already."),
            remedy=_("Nothing needs to be done. To see what still waits: `pcsol outbox`."),
            details=str(file),
        )
    try:
        yield
    finally:
        medium.let_go(descriptor, file)
