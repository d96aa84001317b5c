"""A lock file is taken away after use, and never lets two in: neither by its old file nor by its new one."""

import os
import threading
import time
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path

import pytest

from pcsol.store import medium
from pcsol.wipe.execute import alone


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "disk.lock"


def test_it_keeps_others_out_and_leaves_no_file(file: Path) -> None:
    mine = medium.locked(file)
    assert mine is not None
    assert medium.locked(file) is None
    medium.let_go(mine, file)
    assert not file.exists()
    again = medium.locked(file)
    assert again is not None
    medium.let_go(again, file)


def test_who_opened_the_old_file_gets_the_new_one(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = medium.locked(file)
    assert first is not None
    lock, held = medium._lock, [first]

    def lets_go_first(descriptor: int, how: int) -> None:
        if held:
            medium.let_go(held.pop(), file)
        lock(descriptor, how)

    monkeypatch.setattr(medium, "_lock", lets_go_first)
    second = medium.locked(file)
    assert second is not None
    assert os.path.samestat(os.fstat(second), file.stat())
    assert medium.locked(file) is None
    medium.let_go(second, file)


def test_a_file_that_somebody_else_put_there_is_left(file: Path) -> None:
    mine = medium.locked(file)
    assert mine is not None
    file.unlink()
    other = medium.locked(file)
    assert other is not None
    medium.let_go(mine, file)
    assert medium.locked(file) is None
    medium.let_go(other, file)


def test_a_folder_that_is_gone_stops_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    folder.mkdir()
    mine = medium.locked(folder / "disk.lock")
    assert mine is not None
    (folder / "disk.lock").unlink()
    folder.rmdir()
    medium.let_go(mine, folder / "disk.lock")


def test_of_many_that_come_and_go_never_two_are_inside(file: Path, tmp_path: Path) -> None:
    """A lock belongs to an open file, not to a process: threads stand for processes."""
    inside, met, entered = tmp_path / "inside", [], []
    until = time.monotonic() + 1.5

    def comes_and_goes() -> None:
        while time.monotonic() < until:
            descriptor = medium.locked(file)
            if descriptor is None:
                continue
            try:
                inside.mkdir()
                entered.append(1)
                inside.rmdir()
            except OSError as err:
                met.append(err)
            medium.let_go(descriptor, file)

    threads = [threading.Thread(target=comes_and_goes) for _number in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    assert met == []
    assert len(entered) > 10


def test_what_is_unlocked_is_free_though_another_program_still_has_it_open(file: Path) -> None:
    """As a program has that is just being started: dup(2) makes what fork(2) makes, the same open file."""
    mine = medium.locked(file)
    assert mine is not None
    heir = os.dup(mine)
    medium.unlock(mine)
    other = medium.locked(file)
    assert other is not None
    for descriptor in (heir, other):
        os.close(descriptor)


def test_a_folder_is_free_though_another_program_still_has_it_open(tmp_path: Path) -> None:
    with medium.alone_in(tmp_path):
        heir = _heir_of(tmp_path)
    folder = os.open(tmp_path, os.O_RDONLY)
    flock(folder, LOCK_EX | LOCK_NB)
    for descriptor in (heir, folder):
        os.close(descriptor)


@pytest.mark.parametrize("how", ["awake", "to ourselves"])
def test_a_tower_is_free_though_another_program_still_has_its_lock_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setattr(alone, "RUNTIME", tmp_path)
    held = alone.tower_awake("/dev/sdz", tmp_path) if how == "awake" else alone.tower_to_ourselves(tmp_path)
    with held:
        heir = _heir_of(next(tmp_path.rglob("tower.lock")))
    with alone.tower_to_ourselves(tmp_path) as is_ours:
        assert is_ours
    os.close(heir)


def _heir_of(path: Path) -> int:
    """Another descriptor of what this process has open there."""
    link = next(link for link in Path("/proc/self/fd").iterdir() if link.exists() and link.samefile(path))
    return os.dup(int(link.name))
