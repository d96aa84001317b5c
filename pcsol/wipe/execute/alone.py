"""One erasure a disk at a time, and no sleep of the tower while one runs: locks that end with the process, however."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pcsol.errors import DiskBusyError
from pcsol.i18n import _
from pcsol.model.erasure.candidate import Candidate
from pcsol.model.erasure.journal import DiskIdentity
from pcsol.store import home as homes
from pcsol.store import medium
from pcsol.wipe import notes
from pcsol.wipe.journal import FOLDER

# Of the machine, not of a stick: two sticks in one tower know nothing of each other. Only root erases disks; who may
# erase files without being root has no place there.
RUNTIME = Path("/run/pcsol")
_TOWER = "tower.lock"
_SLEEP_SECONDS, _LOOK_SECONDS = 120.0, 0.2  # a sleep takes six seconds, and disks need some thirty to come back


class Alone:
    """Nobody else erases this disk until `release`."""

    def __init__(self, descriptor: int, file: Path) -> None:
        """Use `alone_on`."""
        self._descriptor, self._file = descriptor, file

    def release(self) -> None:
        """Let others have it, and leave no file behind: there would be one for each disk. May be called again."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            medium.let_go(descriptor, self._file)

    __del__ = release


def alone_on(path: str, candidate: Candidate, home: Path) -> Alone:
    """Keep every other PCSol from this disk. Raises DiskBusyError, StoreError."""
    name = f"{notes.name(candidate, DiskIdentity.of(candidate))}.lock"
    return Alone(_taken(home, name, path), _folder(home) / name)


@contextmanager
def tower_awake(path: str, home: Path) -> Iterator[None]:
    """Keep every PCSol from putting the tower to sleep while this disk is erased. Raises DiskBusyError, StoreError.

    One that does so already is waited for; any number of disks may be erased at once.
    """
    descriptor = _taken(home, _TOWER, path, shared=True, wait_seconds=_SLEEP_SECONDS)
    try:
        yield
    finally:
        medium.unlock(descriptor)


@contextmanager
def tower_to_ourselves(home: Path) -> Iterator[bool]:
    """Say whether no PCSol erases anything on this tower; then none begins inside the block. Raises StoreError."""
    descriptor = _lock(home, _TOWER)
    try:
        yield descriptor is not None
    finally:
        if descriptor is not None:
            medium.unlock(descriptor)


def _taken(home: Path, name: str, path: str, *, shared: bool = False, wait_seconds: float = 0.0) -> int:
    until = time.monotonic() + wait_seconds
    while (found := _lock(home, name, shared=shared)) is None:
        if time.monotonic() >= until:
            raise DiskBusyError(
                _("Another PCSol is erasing {disk}.").format(disk=path),
                remedy=_("Wait until it is done, or stop it there, then start again."),
            )
        time.sleep(_LOOK_SECONDS)
    return found


def _lock(home: Path, name: str, *, shared: bool = False) -> int | None:
    """Lock a file of the machine's; None where somebody has it."""
    folder = _folder(home)
    if folder != RUNTIME:
        homes.make(home)
    try:
        medium.make_folder(folder, 0o700)
        return medium.locked(folder / name, shared=shared)
    except OSError as err:
        raise medium.not_saved(err, folder.parent) from err


def _folder(home: Path) -> Path:
    return RUNTIME if os.geteuid() == 0 else home / FOLDER
