"""Where PCSol keeps its things, and what this station has settled there."""

import hashlib
import os
import pwd
import shlex
from contextlib import suppress
from pathlib import Path

from pcsol.errors import ProfileError, StoreError, StoreGoneError
from pcsol.i18n import _
from pcsol.judge.profiles.settings import parse_settings
from pcsol.model.settings import Settings
from pcsol.store import medium, session
from pcsol.store.texts import read_text

SETTINGS = "settings.yaml"
TOWERS = "towers"


def home() -> Path:
    """Return PCSOL_HOME, else the platform's data folder ($XDG_DATA_HOME/pcsol, ~/.local/share/pcsol).

    Under sudo it is the data folder of the person who called it, so that both find the same records. It may not exist
    yet. Raises StoreError where nothing tells whose data folder it would be.
    """
    wanted = os.environ.get("PCSOL_HOME", "")
    if wanted:
        with suppress(RuntimeError):  # "~somebody" who has no account: a folder of that name, as a shell takes it
            return Path(wanted).expanduser().absolute()
        return Path(wanted).absolute()
    behind_sudo = _home_behind_sudo()
    data = os.environ.get("XDG_DATA_HOME", "")
    if data.startswith("/") and behind_sudo is None:  # the XDG specification: a relative path is to be ignored
        return Path(data) / "pcsol"
    try:
        return (behind_sudo or Path.home()) / ".local/share/pcsol"
    except RuntimeError as err:
        raise StoreError(
            _("PCSol does not know where to keep its records."),
            remedy=_("Set PCSOL_HOME to a folder."),
            details=str(err),
        ) from err


def make(folder: Path) -> None:
    """Make the home and its towers ready to be written. Raises StoreFullError, StoreReadOnlyError or StoreGoneError.

    Towers that were here since the machine was started, and are not any more, lie on a stick that was pulled: to make
    them anew would put the records into memory, and they would be gone at power-off.
    """
    towers = folder / TOWERS
    try:
        if not towers.is_dir():
            if session.recall(_memory_of(folder)) and not folder.is_mount():  # another stick has none yet
                raise _pulled(folder)
            _make_with_parents(folder)
            medium.make_folder(towers)
    except OSError as err:
        raise medium.not_saved(err, folder) from err
    seen(folder)


def seen(folder: Path) -> None:
    """Remember until power-off that this home has towers. A home that cannot be remembered is used all the same."""
    with suppress(StoreError, OSError):
        if (folder / TOWERS).is_dir() and not session.recall(_memory_of(folder)):
            session.remember(_memory_of(folder), {"home": str(folder)})


def nearest(folder: Path) -> Path | None:
    """Return the folder that is there already and in which this home would be made: itself, when it is there.

    None when it could not be made.
    """
    above = folder.parents[:1] if os.environ.get("PCSOL_HOME") else folder.parents
    with suppress(OSError):  # a name that is too long, a folder that may not be entered
        return next((part for part in (folder, *above) if part.exists()), None)
    return None


def settings(folder: Path) -> Settings:
    """Return what the station has settled; nothing settled is not an error. Raises ProfileError, with the line."""
    file = folder / SETTINGS
    try:
        text = read_text(file, SETTINGS)
    except OSError:
        return Settings()
    return parse_settings(text, SETTINGS)


def settled(folder: Path) -> tuple[Settings, ProfileError | None]:
    """Return what the station has settled, and what is wrong with its file: then nothing of it counts."""
    try:
        return settings(folder), None
    except ProfileError as err:
        return Settings(), err


def _home_behind_sudo() -> Path | None:
    caller = os.environ.get("SUDO_UID", "")
    if os.geteuid() != 0 or not caller.isdecimal() or caller == "0":
        return None
    try:
        return Path(pwd.getpwuid(int(caller)).pw_dir)
    except (KeyError, OverflowError):
        return None


def _make_with_parents(folder: Path) -> None:
    """Make the whole path of the platform's folder; of a path that somebody gave, the last part only."""
    missing = [part for part in (folder, *folder.parents) if not part.exists()]
    if os.environ.get("PCSOL_HOME"):
        missing = missing[:1]
    for part in reversed(missing):
        medium.make_folder(part, 0o700 if part == folder else 0o755)


def _pulled(folder: Path) -> StoreGoneError:
    return StoreGoneError(
        _("NOT SAVED YET: {place} is not there any more, or does not answer.").format(place=folder),
        remedy=_(
            "Plug the stick in again, then start the same command again. If you removed it yourself: {command}"
        ).format(command=f"mkdir -p {shlex.quote(str(folder / TOWERS))}"),
    )


def _memory_of(folder: Path) -> str:
    return f"home-{hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]}"
