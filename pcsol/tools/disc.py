"""A disc in an optical drive: its beginning is read, nothing is written."""

import errno
import os

from pcsol.errors import NotPermittedError, ToolFailedError
from pcsol.i18n import _

SAMPLE_BYTES = 4 << 20
_CHUNK_BYTES = 64 << 10
# No disc, or one that the drive still looks at (linux/cdrom.h: a drive that is not ready opens as without a medium).
_NOT_THERE = (errno.ENOMEDIUM, errno.EIO, errno.ENXIO, errno.EBUSY)


def read(path: str, most_bytes: int = SAMPLE_BYTES) -> int | None:
    """Return how many bytes of the disc's beginning were read, fewer where it is short; None: no disc is ready.

    Raises NotPermittedError, ToolFailedError when the drive stops in the middle of it.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except PermissionError as err:
        raise NotPermittedError(path) from err
    except OSError as err:
        if err.errno in _NOT_THERE:
            return None
        raise ToolFailedError(_("The drive {path} cannot be opened.").format(path=path), details=str(err)) from err
    try:
        return _read(descriptor, most_bytes)
    except OSError as err:
        raise ToolFailedError(_("The disc in {path} cannot be read.").format(path=path), details=str(err)) from err
    finally:
        os.close(descriptor)


def _read(descriptor: int, most_bytes: int) -> int:
    done = 0
    while done < most_bytes and (piece := os.read(descriptor, min(_CHUNK_BYTES, most_bytes - done))):
        done += len(piece)
    return done
