"""A screen that changes its size while a person reads it, on a real terminal."""

import fcntl
import os
import pty
import struct
import termios
from collections.abc import Callable, Iterator

import pytest

from pcsol.render.console import LEAST_COLUMNS, Screen
from pcsol.rounds import waiting
from tests.typed import Typing
from tests.unit.rounds.visit import Bench

Resize = Callable[[int, int], None]


@pytest.fixture
def resized(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Screen, Resize]]:
    """A console of 80 by 25, as firmware gives it; and what gives it another font."""
    for name in ("COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "linux")
    ours, theirs = pty.openpty()

    def to(columns: int, lines: int) -> None:
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    to(80, 25)
    # Where none of these is a terminal rich asks no other.
    monkeypatch.setattr("rich.console._STD_STREAMS", (theirs,))
    with os.fdopen(theirs, "w") as file:
        yield Screen(file), to
    os.close(ours)


def test_a_screen_follows_its_console(resized: tuple[Screen, Resize]) -> None:
    screen, to = resized
    assert screen.size == (80, 25)
    to(64, 24)
    assert screen.size == (64, 24)


def test_a_screen_that_is_far_too_narrow_breaks_its_lines_itself(resized: tuple[Screen, Resize]) -> None:
    screen, to = resized
    to(20, 24)
    assert Screen(screen.rich.file).columns == LEAST_COLUMNS


def test_another_size_shows_the_screen_anew_and_no_key_is_lost(resized: tuple[Screen, Resize]) -> None:
    screen, to = resized
    bench = Bench()

    class Resizing(Typing):
        def key(self, seconds: float | None) -> str | None:
            to(64, 24)
            return super().key(seconds)

    keys = Resizing([None, "t"])
    assert waiting.key(keys, bench, bench.standing(), screen) is None
    assert waiting.key(keys, bench, bench.standing(), screen) == "t"


def test_while_nothing_changes_nothing_is_shown_anew(resized: tuple[Screen, Resize]) -> None:
    bench = Bench()
    assert waiting.key(Typing([None, None, None, "t"]), bench, bench.standing(), resized[0]) == "t"
