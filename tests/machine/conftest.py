"""What tests of this machine share: a control group that may have little memory, whatever the machine has."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

MakeGroup = Callable[[int], Path]


@pytest.fixture
def memory_group() -> Iterator[MakeGroup]:
    """Makes a control group (cgroup v1 or v2) that may have so many bytes and not more: who takes more is killed."""
    made: list[Path] = []

    def make(bytes_: int) -> Path:
        root = Path("/sys/fs/cgroup")
        is_first = (root / "memory").is_dir()
        folder = (root / "memory" if is_first else root) / f"pcsol-{os.getpid()}-{len(made)}"
        folder.mkdir()
        made.append(folder)
        (folder / ("memory.limit_in_bytes" if is_first else "memory.max")).write_text(str(bytes_))
        return folder

    yield make
    for folder in made:
        for _try in range(50):
            try:
                folder.rmdir()
                break
            except OSError:
                time.sleep(0.1)


def killed_in(group: Path) -> list[str]:
    """What the kernel counts of programs that it killed there for want of memory."""
    return [line for name in ("memory.oom_control", "memory.events") if (group / name).exists()
            for line in (group / name).read_text().splitlines() if line.startswith("oom_kill ")]  # fmt: skip
