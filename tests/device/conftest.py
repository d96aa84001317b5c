"""Loop devices over files that a test makes; detached again whatever happens. Nothing else is ever written to."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.device.loops import Loops

SHARED_MEMORY = Path("/dev/shm")

MakeLoop = Callable[..., str]


def run(*argv: object, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run a program as a test means it, and show what it said when it fails."""
    done = subprocess.run([str(word) for word in argv], capture_output=True, text=True, check=False)
    assert not check or done.returncode == 0, f"{argv}: {done.stderr}"
    return done


@contextmanager
def loop_over(file: Path, *options: str, request_kilobytes: int | None = None) -> Iterator[str]:
    """Give /dev/loopN over a file; options are losetup's (--direct-io=on, --read-only).

    `request_kilobytes`: the largest request that it takes, the kernel's choice otherwise: the device keeps this
    setting when it is let go of, for whoever gets it next.
    """
    device = run("losetup", "--find", "--show", *options, file).stdout.strip()
    queue = Path("/sys/block") / Path(device).name / "queue"
    (queue / "max_sectors_kb").write_text(str(request_kilobytes or _word(queue / "max_hw_sectors_kb")))
    try:
        yield device
    finally:
        run("losetup", "--detach", device, check=False)


def _word(file: Path) -> str:
    return file.read_text("ascii").strip()


def sized(file: Path, size_bytes: int) -> Path:
    """Make a file of this size that takes no room yet."""
    with file.open("wb") as stream:
        stream.truncate(size_bytes)
    return file


def overwritten(file: Path, offset: int, content: bytes) -> None:
    """Change some bytes of a file."""
    with file.open("r+b") as stream:
        stream.seek(offset)
        stream.write(content)


@pytest.fixture
def make_loop() -> Iterator[MakeLoop]:
    """`make_loop(file, *options)` gives a loop device that lasts as long as the test."""
    with ExitStack() as stack:
        yield lambda file, *options, **more: stack.enter_context(loop_over(file, *options, **more))


@pytest.fixture
def in_memory() -> Iterator[Path]:
    """A folder in shared memory, as fast as it gets."""
    with TemporaryDirectory(dir=SHARED_MEMORY, prefix="pcsol-test-") as folder:
        yield Path(folder)


@pytest.fixture
def file(in_memory: Path) -> Path:
    """A small disk, full of what must not be found afterwards."""
    found = in_memory / "disque.img"
    found.write_bytes(b"old data" * (1 << 20))
    return found


@pytest.fixture
def small_medium(tmp_path: Path) -> Iterator[Path]:
    """A file system of 8 MiB: what does not fit makes a loop device fail, as bad sectors do."""
    folder = tmp_path / "small"
    folder.mkdir()
    run("mount", "-t", "tmpfs", "-o", "size=8M", "pcsol-test", folder)
    try:
        yield folder
    finally:
        run("umount", "--lazy", folder)  # a loop device may still lie on it


@pytest.fixture
def loops(tmp_path: Path) -> Iterator[Loops]:
    """Files that stand for disks, mounted and swapped to as a test wants; all of it is undone."""
    found = Loops(tmp_path)
    try:
        yield found
    finally:
        found.let_go()
