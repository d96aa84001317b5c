"""Read a file that somebody else may have put there: it may be a pipe, a device, or far too large."""

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO


def read(file: Path, limit_bytes: int) -> bytes:
    """Return at most the first `limit_bytes` of a file. Raises OSError, for a pipe, a device or a folder as well."""
    with opened(file) as stream:
        return stream.read(limit_bytes)


def opened(file: Path) -> BinaryIO:
    """Open a file to be read from its beginning. Raises OSError, for a pipe, a device or a folder as well.

    Nothing is waited for: a pipe that nobody writes into would hang for ever (fifo(7)), /dev/zero would never end.
    """
    descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    kind = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(kind):
        os.close(descriptor)
        if stat.S_ISDIR(kind):
            raise IsADirectoryError(errno.EISDIR, "is a directory", str(file))
        raise OSError(errno.EINVAL, "not a regular file", str(file))
    return os.fdopen(descriptor, "rb")
