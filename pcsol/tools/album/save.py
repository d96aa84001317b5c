"""Write an album: whole, flushed, and never into a folder that holds something already."""

import json
import os
from pathlib import Path, PurePosixPath

from pcsol import __version__
from pcsol.errors import AlbumExistsError, StoreError, StoreFullError, StoreReadOnlyError
from pcsol.i18n import _
from pcsol.tools.album.pages import INDEX, Pages
from pcsol.tools.world.filenames import safe

SCHEMA = "pcsol/album/1"


def check_free(folder: Path) -> None:
    """Return when an album may be written there. Raises AlbumExistsError or StoreError."""
    try:
        free = not any(folder.iterdir()) if folder.is_dir() else not (folder.exists() or folder.is_symlink())
    except OSError as err:  # a name that is too long, a folder that may not be entered
        raise _failure(folder, err) from err
    if not free:
        raise AlbumExistsError(
            _("{folder} already holds something. Nothing was written.").format(folder=folder),
            remedy=_("Choose a folder that does not exist yet."),
        )


def save(pages: Pages, folder: Path) -> None:
    """Write the pages as an album folder.

    Raises AlbumExistsError (nothing is written then), StoreFullError, StoreReadOnlyError or StoreError. The index is
    written last: a folder without one was interrupted, and still replays what it holds.
    """
    check_free(folder)
    index = {"schema": SCHEMA, "pcsol": __version__, **pages.index}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for place, raw in sorted(pages.files.items()):
            _write(folder.joinpath(*map(safe, PurePosixPath(place).parts)), raw)
        _write(folder / INDEX, json.dumps(index, indent=1, ensure_ascii=False).encode())
        _flush(folder)
    except OSError as err:
        raise _failure(folder, err) from err


def _write(file: Path, raw: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("xb") as stream:
        stream.write(raw)
        stream.flush()
        os.fsync(stream.fileno())


def _flush(folder: Path) -> None:
    """A new file is only sure once the folder that names it is (fsync(2))."""
    for place in (folder, *(found for found in folder.rglob("*") if found.is_dir())):
        descriptor = os.open(place, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _failure(folder: Path, err: OSError) -> StoreError:
    remedy = _("Choose another place: `pcsol album FOLDER`.")
    kinds = {28: StoreFullError, 30: StoreReadOnlyError, 13: StoreReadOnlyError}
    kind = kinds.get(err.errno or 0, StoreError)
    return kind(_("The album could not be written to {folder}.").format(folder=folder), remedy=remedy, details=str(err))
