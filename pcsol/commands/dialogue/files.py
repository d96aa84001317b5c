"""Files that a person asked for: a page, a picture."""

import errno
from pathlib import Path

from pcsol.errors import StoreError, StoreFullError, StoreReadOnlyError
from pcsol.i18n import _

_KINDS: dict[int | None, type[StoreError]] = {
    errno.ENOSPC: StoreFullError,
    errno.EDQUOT: StoreFullError,
    errno.EROFS: StoreReadOnlyError,
    errno.EACCES: StoreReadOnlyError,
    errno.EPERM: StoreReadOnlyError,
}


def write(file: Path, text: str) -> None:
    """Write the whole text or leave what was there. Raises StoreError."""
    half = file.with_name(f".{file.name}.part")
    try:
        try:
            half.write_text(text, encoding="utf-8")
            half.replace(file)
        except OSError:
            half.unlink(missing_ok=True)
            raise
    except OSError as err:
        raise _KINDS.get(err.errno, StoreError)(
            _("{file} could not be written.").format(file=file),
            remedy=_("Name another folder, or make room there."),
            details=str(err),
        ) from err
