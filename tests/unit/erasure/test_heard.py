"""A disk that hangs is told from one that is slow."""

import pytest

from pcsol.commands.wipe.conduct import abreast
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
    heard = abreast.Heard(["/dev/sda"])
    heard.tell(_now("write", 5))
    clock[0] = 60.0
    heard.tell(later)
    assert heard.still_seconds("/dev/sda") == still


def test_a_firmware_that_says_nothing_new_is_left_to_who_follows_it(clock: list[float]) -> None:
    heard = abreast.Heard(["/dev/sda"])
    heard.tell(_now("firmware"))
    clock[0] = 3600.0
    heard.tell(_now("firmware"))
    assert heard.still_seconds("/dev/sda") == 0.0
