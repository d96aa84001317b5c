"""A lock file is taken away after use, and never lets two in: neither by its old file nor by its new one."""

import os
import threading
import time
from pathlib import Path

import pytest

from pcsol.store import medium


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
