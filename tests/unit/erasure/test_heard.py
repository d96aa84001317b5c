"""A disk that hangs is told from one that is slow."""

import threading
import time
from types import SimpleNamespace
from typing import Any

import pytest

from pcsol.commands.wipe.conduct import abreast
from pcsol.errors import DiskFailedError
from pcsol.model.erasure.progress import Phase, Progress


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [0.0]
    monkeypatch.setattr(abreast.time, "monotonic", lambda: now[0])
    return now


def _now(phase: Phase, done: int = 0, errors: int = 0, worked: int = 0) -> Progress:
    return Progress(disk="/dev/sda", phase=phase, done_bytes=done, of_bytes=9, errors=errors, worked=worked)


@pytest.mark.parametrize(
    ("later", "still"),
    [
        (_now("write", 5), 60.0),  # told again each second, and nothing moves
        (_now("write", 6), 0.0),
        (_now("write", 5, errors=1), 0.0),  # around bad sectors
        (_now("write", 5, worked=1), 0.0),  # back from behind a bad stretch
        (_now("verify", 5), 0.0),
        (_now("firmware", 5), 0.0),
    ],
)
def test_only_what_moves_counts(clock: list[float], later: Progress, still: float) -> None:
    heard = abreast.Heard([_now("prepare")])
    heard.tell(_now("write", 5))
    clock[0] = 60.0
    heard.tell(later)
    assert heard.still_seconds("/dev/sda") == still


def test_a_firmware_that_says_nothing_new_is_left_to_who_follows_it(clock: list[float]) -> None:
    heard = abreast.Heard([_now("prepare")])
    heard.tell(_now("firmware"))
    clock[0] = 3600.0
    heard.tell(_now("firmware"))
    assert heard.still_seconds("/dev/sda") == 0.0


def test_a_disk_that_has_ended_is_told_where_it_was_and_that_it_has() -> None:
    heard = abreast.Heard([_now("prepare")])
    heard.tell(_now("write", 5, errors=2).model_copy(update={"bytes_per_second": 9.0, "seconds_left": 60.0}))
    told = heard.ended("/dev/sda")
    assert (told.phase, told.done_bytes, told.errors) == ("done", 5, 2)
    assert (told.bytes_per_second, told.seconds_left) == (None, 0.0)


@pytest.mark.parametrize("end", [None, DiskFailedError("gone")])
def test_a_disk_that_ends_is_told_while_others_go_on(monkeypatch: pytest.MonkeyPatch, end: Exception | None) -> None:
    told: list[Progress] = []
    seen_meanwhile: list[Progress] = []
    heard = abreast.Heard([_at("/dev/sda"), _at("/dev/sdb")])

    def erases(warrant: Any, _desk: Any) -> Any:
        if warrant.identity.path == "/dev/sda":
            if end is not None:
                raise end
            return "Done"
        until = time.monotonic() + 10
        while not told and time.monotonic() < until:
            time.sleep(0.01)
        seen_meanwhile.extend(told)
        return "Done"

    monkeypatch.setattr(abreast, "erase", erases)
    warrants: Any = [SimpleNamespace(identity=SimpleNamespace(path=path)) for path in ("/dev/sda", "/dev/sdb")]
    desk: Any = SimpleNamespace(tell=told.append, stop=threading.Event())
    assert abreast.abreast(warrants, desk, heard) == [end or "Done", "Done"]
    assert [(one.disk, one.phase) for one in seen_meanwhile] == [("/dev/sda", "done")]
    assert [(one.disk, one.phase) for one in told] == [("/dev/sda", "done"), ("/dev/sdb", "done")]


def _at(path: str) -> Progress:
    return _now("prepare").model_copy(update={"disk": path})
