"""A whole disk, opened alone and past the page cache (open(2): O_EXCL on a block device, O_DIRECT)."""

import errno
import os
import stat
import struct
import time
from collections.abc import Callable
from contextlib import suppress
from fcntl import ioctl
from pathlib import Path
from types import TracebackType
from typing import NoReturn, Self

from pcsol.errors import DiskBusyError, DiskChangedError, DiskFailedError, WipeRefusedError
from pcsol.i18n import _
from pcsol.tools.block.holders import holders_of, lasting_holders_of
from pcsol.tools.block.surface import SectorError

# linux/fs.h
_BLKROGET, _BLKGETSIZE64, _BLKSSZGET, _BLKPBSZGET, _BLKFLSBUF = 0x125E, 0x80081272, 0x1268, 0x127B, 0x1261
# What the kernel makes of an answer of the disk (block/blk-core.c, blk_errors). Some sector: IOERR, MEDIUM, TARGET,
# PROTECTION, and NOSPC of what lends its room (a file, a thin volume).
_BAD_SECTOR = (errno.EIO, errno.ENODATA, errno.EREMOTEIO, errno.EILSEQ, errno.ENOSPC)
# The disk, or the line to it: OFFLINE, TRANSPORT, TIMEOUT. A cable that lets go says nothing of any sector.
_GONE = (errno.ENODEV, errno.ENXIO, errno.ENOMEDIUM, errno.ESHUTDOWN, errno.ENOLINK, errno.ETIMEDOUT)
# What a program holds, every program that it starts holds too, from fork(2) until execve(2) closes it (O_CLOEXEC): a
# disk that was let go meanwhile is busy for some milliseconds more, seconds on a tower under load.
_PATIENCE_SECONDS, _LOOK_SECONDS = 5.0, 0.02


class BlockDevice:
    """A `Surface`. `number` (major, minor) was fixed at opening: what bears the path later does not matter."""

    def __init__(self, path: str, descriptor: int, number: tuple[int, int], *, writable: bool) -> None:
        """Use `BlockDevice.open`."""
        self.path = path
        self.number = number
        self.writable = writable
        self._descriptor = descriptor
        self.size_bytes = self._asks(_BLKGETSIZE64, "Q")
        self.logical_sector_bytes = self._asks(_BLKSSZGET, "i")
        self.physical_sector_bytes = self._asks(_BLKPBSZGET, "I")

    @classmethod
    def open(cls, path: str, *, write: bool, exclusive: bool = True) -> Self:
        """Open a whole disk. Raises WipeRefusedError (no whole disk, or not allowed), DiskBusyError, DiskChangedError.

        `exclusive`: the kernel lets nobody mount it meanwhile, nor open it exclusively, this program included.
        """
        number = _whole_disk(path)
        flags = (os.O_RDWR if write else os.O_RDONLY) | os.O_DIRECT | os.O_CLOEXEC | (os.O_EXCL if exclusive else 0)
        descriptor = _opened(path, flags, number)
        if _number(os.fstat(descriptor)) != number:
            os.close(descriptor)
            raise _changed(path, "another device took its name while it was opened")
        try:
            device = cls(path, descriptor, number, writable=write)
            locked = write and device._asks(_BLKROGET, "i") != 0  # its own
        except OSError as err:
            os.close(descriptor)
            raise _changed(path, str(err)) from err
        if locked:  # it can be opened all the same (block/fops.c), but not written
            device.close()
            raise _not_allowed(path, "BLKROGET")
        return device

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _err: BaseException | None, _at: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Give the disk back; may be called again."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def fileno(self) -> int:
        """Return the descriptor, for an ioctl."""
        return self._descriptor

    @property
    def slows(self) -> bool | None:
        """Tell whether it has platters (/sys/…/queue/rotational)."""
        with suppress(OSError):
            return (self._sys / "queue/rotational").read_text("ascii").strip() == "1"
        return None

    def read_into(self, offset_bytes: int, view: memoryview) -> None:
        """Fill the whole view from the disk."""
        self._whole(lambda rest, at: os.preadv(self._descriptor, [rest], at), offset_bytes, view)

    def write(self, offset_bytes: int, view: memoryview) -> None:
        """Write the whole view to the disk."""
        self._whole(lambda rest, at: os.pwrite(self._descriptor, rest, at), offset_bytes, view)

    def flush(self) -> None:
        """Have the disk empty its own cache, as far as it obeys."""
        try:
            os.fsync(self._descriptor)
        except OSError as err:
            self._must_be_there(err)
            raise self._failed(err) from err

    def drop_cache(self) -> None:
        """Forget what the kernel remembers of it (BLKFLSBUF; only root may). Raises as `flush` does."""
        try:
            ioctl(self._descriptor, _BLKFLSBUF, 0)
        except OSError as err:
            self._must_be_there(err)
            raise self._failed(err) from err

    def _whole(self, move: Callable[[memoryview, int], int], offset_bytes: int, view: memoryview) -> None:
        rest = view
        while rest:
            try:
                moved = move(rest, offset_bytes + len(view) - len(rest))
            except OSError as err:
                self._must_be_there(err)
                if err.errno not in _BAD_SECTOR:
                    raise self._failed(err) from err
                raise SectorError(str(err)) from err
            if moved == 0:  # its end came too soon
                self._must_be_there(None)
                raise SectorError("nothing was moved")
            rest = rest[moved:]

    def _must_be_there(self, err: OSError | None) -> None:
        """A disk that was pulled answers with I/O errors as well: then /sys does not show it any more."""
        if (err and err.errno in _GONE) or not self._sys.exists():
            raise _changed(self.path, str(err)) from err
        if (now := self._asks(_BLKGETSIZE64, "Q")) != self.size_bytes:
            raise _changed(self.path, f"it had {self.size_bytes} bytes, and has {now}") from err

    def _failed(self, err: OSError) -> DiskFailedError:
        return DiskFailedError(
            _("The disk {path} refuses to work.").format(path=self.path),
            remedy=_("Do not give this disk away: it is failing, or its cable is. Start again with another cable."),
            details=str(err),
        )

    @property
    def _sys(self) -> Path:
        return Path(f"/sys/dev/block/{self.number[0]}:{self.number[1]}")

    def _asks(self, request: int, kind: str) -> int:
        answer = ioctl(self._descriptor, request, bytes(struct.calcsize(kind)))
        return int(struct.unpack(kind, answer)[0])


def _whole_disk(path: str) -> tuple[int, int]:
    try:
        what = Path(path).stat()
    except OSError as err:
        raise _changed(path, str(err)) from err
    number = _number(what)
    if not stat.S_ISBLK(what.st_mode) or Path(f"/sys/dev/block/{number[0]}:{number[1]}/partition").exists():
        raise WipeRefusedError(
            _("{path} is not a whole disk.").format(path=path),
            remedy=_("Name a disk as `pcsol wipe list` shows it."),
        )
    return number


def _number(what: os.stat_result) -> tuple[int, int]:
    return os.major(what.st_rdev), os.minor(what.st_rdev)


def _changed(path: str, details: str) -> DiskChangedError:
    return DiskChangedError(
        _("The disk {path} is gone, or is not the same any more.").format(path=path),
        remedy=_("Look at its cables, then run `pcsol wipe list` again."),
        details=details,
    )


def _opened(path: str, flags: int, number: tuple[int, int]) -> int:
    """Open it, waiting a little for what holds it: it may let go at once. A mount, or what is built on it, stays."""
    until = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            return os.open(path, flags)
        except OSError as err:
            if err.errno != errno.EBUSY or lasting_holders_of(number) or time.monotonic() >= until:
                _not_opened(err, path, number)
        time.sleep(_LOOK_SECONDS)


def _not_opened(err: OSError, path: str, number: tuple[int, int]) -> NoReturn:
    if err.errno == errno.EBUSY:
        users = ", ".join(holders_of(number))
        raise DiskBusyError(
            _("The disk {path} is in use: {users}.").format(path=path, users=users or _("by something unknown")),
            remedy=_("Close what uses it, then start again."),
            details=str(err),
        ) from err
    if err.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        raise _not_allowed(path, str(err)) from err
    raise _changed(path, str(err)) from err


def _not_allowed(path: str, details: str) -> WipeRefusedError:
    return WipeRefusedError(
        _("PCSol may not open the disk {path}.").format(path=path),
        remedy=_("Start again with `sudo`. If that does not help, the disk is locked against writing."),
        details=details,
    )
