"""Loop devices on files that a test made. Whatever a test did with them, they are let go of at its end."""

import subprocess
from pathlib import Path

SIZE_BYTES = 48 << 20


class Loops:
    """Attaches files, mounts them, swaps to them; and undoes all of it, the last thing first."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._undo: list[tuple[str, ...]] = []

    def file(self, name: str = "wipe-list.img", size_bytes: int = SIZE_BYTES) -> Path:
        """Make a file full of nothing."""
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as stream:
            stream.truncate(size_bytes)
        return file

    def attach(self, file: Path, *options: str) -> str:
        """Return the device ("/dev/loop0") that stands for the file now."""
        device = run("losetup", "--find", "--show", *options, str(file))
        self._undo.append(("losetup", "-d", device))
        return device

    def mount(self, device: str) -> Path:
        """Make a file system on the device and mount it."""
        run("mkfs.ext4", "-q", "-F", device)
        point = self.folder / f"mnt {Path(device).name}"
        point.mkdir()
        run("mount", device, str(point))
        self._undo.append(("umount", str(point)))
        return point

    def swap(self, device: str) -> None:
        """Swap to the device."""
        run("mkswap", device)
        run("swapon", device)
        self._undo.append(("swapoff", device))

    def let_go(self) -> None:
        for argv in reversed(self._undo):
            run(*argv)


def run(*argv: str) -> str:
    """Return what a program said; a failure fails the test with its words."""
    done = subprocess.run(argv, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, f"{argv}: {done.stdout}{done.stderr}"
    return done.stdout.strip()
