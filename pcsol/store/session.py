"""What is remembered until power-off and no longer: kept in memory (tmpfs) and bound to this start of the machine."""

import json
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import Any

from pcsol.errors import StoreReadOnlyError
from pcsol.i18n import _
from pcsol.store import medium

# random(4): a fresh number at each start of the kernel.
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def remember(name: str, plain: dict[str, Any]) -> None:
    """Keep a small object under this name until power-off. Raises StoreError."""
    folder = _folder()
    try:
        medium.make_folder(folder, 0o700)
    except OSError as err:
        raise medium.not_saved(err, folder) from err
    if not _ours(folder):
        raise StoreReadOnlyError(
            _("{folder} belongs to somebody else.").format(folder=folder),
            remedy=_("Remove that folder, or restart the machine."),
        )
    content = json.dumps({"boot_id": _boot_id(), "kept": plain})  # in ASCII: a path need not be UTF-8
    medium.write_whole(folder / f"{name}.json", content.encode("ascii"))


def recall(name: str) -> dict[str, Any] | None:
    """Return what was kept under this name since the machine was started; None when nothing was."""
    file = _folder() / f"{name}.json"
    try:
        plain = json.loads(file.read_bytes()) if _ours(file.parent) else None
    except (OSError, ValueError):
        return None
    if not isinstance(plain, dict) or plain.get("boot_id") != _boot_id():
        forget(name)  # of an earlier day, on a /tmp that is no tmpfs
        return None
    kept = plain.get("kept")
    return kept if isinstance(kept, dict) else None


def forget(name: str) -> None:
    """Forget what was kept under this name."""
    with suppress(OSError):
        (_folder() / f"{name}.json").unlink(missing_ok=True)


def _folder() -> Path:
    """The runtime folder of the person at the keyboard, the same one with and without sudo."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    root = os.geteuid() == 0
    behind_sudo = Path("/run/user") / os.environ.get("SUDO_UID", "-")
    if root and behind_sudo.is_dir():
        return behind_sudo / "pcsol"
    if runtime.startswith("/"):
        return Path(runtime) / "pcsol"
    return Path("/run/pcsol") if root else Path(f"/tmp/pcsol-{os.geteuid()}")  # noqa: S108  # its owner is checked


def _ours(folder: Path) -> bool:
    """In /tmp anybody may have made it; a link could lead anywhere."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and (os.geteuid() == 0 or found.st_uid == os.geteuid())


def _boot_id() -> str:
    try:
        return _BOOT_ID.read_text("ascii").strip()
    except OSError:
        return ""
