"""The medium that records lie on: a disk, or a FAT stick that is full, locked or pulled at any moment."""

import errno
import os
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from fcntl import LOCK_EX, LOCK_NB, LOCK_SH, LOCK_UN, flock
from pathlib import Path
from typing import IO

from pcsol.errors import StoreError, StoreFullError, StoreGoneError, StoreReadOnlyError
from pcsol.i18n import _

PART = ".part-"

_FULL = (errno.ENOSPC, errno.EDQUOT)
_LOCKED = (errno.EROFS, errno.EACCES, errno.EPERM)
_GONE = (
    errno.ENOENT, errno.ENOTDIR, errno.EIO, errno.ENODEV, errno.ENXIO, errno.ESTALE,
    errno.ENOTCONN, errno.ENOMEDIUM, errno.ESHUTDOWN,
)  # fmt: skip
# A folder cannot be flushed on some network and FUSE file systems (fsync(2), EINVAL); nothing more can be done there.
_UNFLUSHABLE = (errno.EINVAL, errno.ENOTSUP)
# A folder cannot be locked over NFS (flock(2), EBADF). Records have ids of their own, so they are safe without.
_UNLOCKABLE = (errno.EBADF, errno.EINVAL, errno.ENOLCK, errno.ENOTSUP)
_TRIES = 100  # each one met a file that was taken away between its opening and its locking


def write_whole(file: Path, content: bytes | Iterable[bytes], mode: int = 0o666) -> None:
    """Write a file so that it is there whole, flushed to the medium, or not at all; replaces an older one.

    What is too large for the memory is given piece by piece. Raises StoreFullError, StoreReadOnlyError or
    StoreGoneError.
    """
    with writing_whole(file, mode) as (stream, _part):
        for piece in (content,) if isinstance(content, bytes) else content:
            stream.write(piece)


@contextmanager
def writing_whole(file: Path, mode: int = 0o600) -> Iterator[tuple[IO[bytes], Path]]:
    """Give a stream into a new file beside this one, and its path; it takes the name, flushed, at the end of the block.

    A fault inside the block leaves what was there before. It is written under another name in the same folder, flushed,
    renamed, flushed again, then the folder is flushed: rename(2) is one step on every file system, but FAT gives the
    new name a size of 0 until the file itself is flushed once more (linux/fs/fat/namei_vfat.c, vfat_rename). Raises as
    `write_whole` does.
    """
    part = file.with_name(f"{PART}{uuid.uuid4().hex}")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode), "wb") as stream:
            _hand_over(part)
            yield stream, part
            stream.flush()
            os.fsync(stream.fileno())
            part.replace(file)
            os.fsync(stream.fileno())
        flush_folder(file.parent)
    except OSError as err:
        raise not_saved(err, file.parent) from err
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


@contextmanager
def appending(file: Path, mode: int = 0o600) -> Iterator[tuple[int, bytes]]:
    """Give a descriptor that writes at the end of a file, made where it is not there yet, and what it holds already.

    Other PCSols wait meanwhile. At the end of the block all is flushed, what an earlier program left unflushed too. A
    fault inside the block, or in flushing, cuts the file back to what it held. Raises OSError.
    """
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
    descriptor = os.open(file, flags, mode)
    try:
        _lock(descriptor)
        _hand_over(file)
        content = _read(descriptor)
        try:
            yield descriptor, content
            os.fsync(descriptor)
            flush_folder(file.parent)
        except BaseException:
            with suppress(OSError):
                os.ftruncate(descriptor, len(content))
            raise
    finally:
        os.close(descriptor)


def scrub(file: Path) -> None:
    """Overwrite a small file where it lies, flushed, and take it away: for what was secret. May be called again.

    On a disk with platters and on FAT the same sectors are written. Flash keeps the old ones until it needs them, and
    a copy-on-write file system may: there the file is only gone. Raises as `write_whole` does.
    """
    try:
        with suppress(FileNotFoundError):
            descriptor = os.open(file, os.O_WRONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
            try:
                write(descriptor, bytes(os.fstat(descriptor).st_size))
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            file.unlink()
            flush_folder(file.parent)
    except OSError as err:
        raise not_saved(err, file.parent) from err


def write(descriptor: int, content: bytes) -> None:
    """Write all of it, however little the medium takes at once. Raises OSError."""
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]


def write_lines(descriptor: int, lines: bytes) -> None:
    """Write whole lines at the end of a file that is open for reading as well. Raises OSError.

    What a power cut left of a line is ended first: it must not swallow the next one.
    """
    size = os.fstat(descriptor).st_size
    torn = bool(lines) and size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
    write(descriptor, b"\n" + lines if torn else lines)


def make_folder(folder: Path, mode: int = 0o777) -> None:
    """Make a folder that outlives a power cut; it belongs to the owner of the one above it. Raises OSError."""
    with suppress(FileExistsError):
        folder.mkdir(mode)
        _hand_over(folder)
        flush_folder(folder.parent)


def flush_folder(folder: Path) -> None:
    """Flush the names in a folder to the medium. Raises OSError."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    except OSError as err:
        if err.errno not in _UNFLUSHABLE:
            raise
    finally:
        os.close(descriptor)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Wait until no other PCSol writes in this folder, and keep the others out. Raises OSError."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        _lock(descriptor)
        yield
    finally:
        unlock(descriptor)


def locked(file: Path, *, shared: bool = False) -> int | None:
    """Lock a file, made where it is not there yet, for as long as the descriptor that is returned stays open.

    None: somebody else has it. Of `shared` locks there may be many at once. Raises OSError.
    """
    for _try in range(_TRIES):
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        try:
            _lock(descriptor, (LOCK_SH if shared else LOCK_EX) | LOCK_NB)
            if _is_at(descriptor, file):
                return descriptor
        except BlockingIOError:
            os.close(descriptor)
            return None
        except OSError:
            os.close(descriptor)
            raise
        os.close(descriptor)  # the one before took the file away: the lock on it keeps nobody out any more
    return None


def let_go(descriptor: int, file: Path) -> None:
    """Take the file away, then unlock it: in this order, so that nobody has a lock on it that another one has too."""
    try:
        with suppress(OSError):  # its folder is gone, and the file with it
            if _is_at(descriptor, file):
                file.unlink()
    finally:
        os.close(descriptor)


def unlock(descriptor: int) -> None:
    """Unlock and close. Closing alone would not do: a program that is just being started holds all that this one has,
    until it runs."""
    try:
        _lock(descriptor, LOCK_UN)
    finally:
        os.close(descriptor)


def _is_at(descriptor: int, file: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), file.lstat())
    except FileNotFoundError:
        return False


def sweep(folder: Path) -> None:
    """Take away what a power cut left half-written; only while alone in the store."""
    for part in folder.glob(f"{PART}*"):
        with suppress(OSError):
            part.unlink()


def not_saved(err: OSError, place: Path) -> StoreError:
    """Say in words why nothing was saved."""
    details = f"{errno.errorcode.get(err.errno or 0, err.errno)}: {err.filename or place}"
    if err.errno in _FULL:
        return StoreFullError(
            _("NOT SAVED YET: no space is left in {place}.").format(place=place),
            remedy=_("Free some space there, or set PCSOL_HOME to another folder. Then start the same command again."),
            details=details,
        )
    if err.errno in _LOCKED:
        return StoreReadOnlyError(
            _("NOT SAVED YET: PCSol may not write in {place}.").format(place=place),
            remedy=_(
                "Take off the stick's write lock, or plug it in again, or start with `sudo`. "
                "Then start the same command again."
            ),
            details=details,
        )
    if err.errno in _GONE:
        return StoreGoneError(
            _("NOT SAVED YET: {place} is not there any more, or does not answer.").format(place=place),
            remedy=_(
                "Plug the stick in again, or set PCSOL_HOME to another folder. Then start the same command again."
            ),
            details=details,
        )
    return StoreError(
        _("NOT SAVED YET: {place} does not take the record.").format(place=place),
        remedy=_("Set PCSOL_HOME to another folder. Then start the same command again."),
        details=details,
    )


def _lock(descriptor: int, how: int = LOCK_EX) -> None:
    try:
        flock(descriptor, how)
    except OSError as err:
        if err.errno not in _UNLOCKABLE:
            raise


def _read(descriptor: int) -> bytes:
    with os.fdopen(os.dup(descriptor), "rb") as stream:
        stream.seek(0)
        return stream.read()


def _hand_over(path: Path) -> None:
    """What root writes belongs to whom its folder belongs to: else the user could not write there without sudo."""
    if os.geteuid() != 0:
        return
    above, mine = path.parent.stat(), path.stat()
    if (above.st_uid, above.st_gid) != (mine.st_uid, mine.st_gid):
        with suppress(PermissionError):  # FAT keeps no owners
            os.chown(path, above.st_uid, above.st_gid)
