"""Files that a person asked for: a page, a picture."""

import errno
import os
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
    """Write the whole text or leave what was there; through a link, into what it leads to. Raises StoreError."""
    if not may_hold(file):
        raise _not_written(file, OSError(errno.EINVAL, "not a regular file", str(file)))
    file = Path(os.path.realpath(file))
    half = file.with_name(f".{file.name}.part")
    try:
        try:
            half.write_text(text, encoding="utf-8")
            half.replace(file)
        except OSError:
            half.unlink(missing_ok=True)
            raise
    except OSError as err:
        raise _not_written(file, err) from err


def may_hold(file: Path) -> bool:
    """Tell whether a file may be put there. Root could put one in the place of a device: /dev/null would be gone."""
    try:
        return bool(file.name) and (file.is_file() or not file.exists())
    except OSError:  # a name that is too long, a folder that may not be entered: writing says which
        return True


def _not_written(file: Path, err: OSError) -> StoreError:
    return _KINDS.get(err.errno, StoreError)(
        _("{file} could not be written.").format(file=file),
        remedy=_("Name another folder, or make room there."),
        details=str(err),
    )
