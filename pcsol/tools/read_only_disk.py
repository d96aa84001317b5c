"""A disk that is only ever read: opened with O_RDONLY, past the page cache. Nothing in this file can write."""

import errno
import mmap
import os
import stat
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from pcsol.errors import DiskChangedError, NotPermittedError
from pcsol.i18n import _

# One sector or more could not be read (block/blk-core.c, blk_errors: IOERR, MEDIUM, TARGET, PROTECTION); what else
# goes wrong is the disk's, or the line's to it.
_UNREADABLE = (errno.EIO, errno.ENODATA, errno.EREMOTEIO, errno.EILSEQ)


class UnreadableError(Exception):
    """A stretch cannot be read. Never leaves the rooms that read disks."""


class ReadOnlyDisk:
    """A whole disk by its kernel name ("sda"). Offsets and lengths are multiples of `sector_bytes`."""

    def __init__(self, name: str) -> None:
        """Open it. Raises NotPermittedError; DiskChangedError when it is not there, or is no disk."""
        self.name = name
        self.sector_bytes = _sector_bytes(name)
        path = f"/dev/{name}"
        try:
            self._descriptor = os.open(path, os.O_RDONLY | os.O_DIRECT | os.O_CLOEXEC)
        except PermissionError as err:
            raise NotPermittedError(path) from err
        except OSError as err:
            raise _gone(name, str(err)) from err
        try:
            if not stat.S_ISBLK(os.fstat(self._descriptor).st_mode):
                raise _gone(name, "no block device")  # closed below
            self.size_bytes = os.lseek(self._descriptor, 0, os.SEEK_END)
        except OSError as err:
            os.close(self._descriptor)
            raise _gone(name, str(err)) from err
        except DiskChangedError:
            os.close(self._descriptor)
            raise

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _err: BaseException | None, _at: TracebackType | None
    ) -> None:
        """Close it."""
        os.close(self._descriptor)

    def read_into(self, offset_bytes: int, view: memoryview) -> None:
        """Fill the whole view, which begins at a page. Raises UnreadableError, DiskChangedError when it is gone."""
        try:
            got = os.preadv(self._descriptor, [view], offset_bytes)
        except OSError as err:
            if err.errno in _UNREADABLE and Path(f"/sys/class/block/{self.name}").exists():
                raise UnreadableError(str(err)) from err
            raise _gone(self.name, str(err)) from err
        if got < len(view):
            raise UnreadableError(f"{got} of {len(view)} bytes")


def page_aligned(size_bytes: int) -> memoryview:
    """Return memory that O_DIRECT can read into."""
    return memoryview(mmap.mmap(-1, size_bytes))


def _sector_bytes(name: str) -> int:
    with suppress(OSError, ValueError):
        return int(Path(f"/sys/class/block/{name}/queue/logical_block_size").read_text("ascii"))
    return 4096


def _gone(name: str, details: str) -> DiskChangedError:
    return DiskChangedError(
        _("The disk {name} could not be read: it is gone, or does not answer.").format(name=name),
        remedy=_("Check its cables, then start again."),
        details=details,
    )
