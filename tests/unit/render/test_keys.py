"""The keyboard: single keys, lines, and a scanner that types a whole code at once."""

import os
import termios
import threading
import time
from collections.abc import Iterator

import pytest

from pcsol.render.keys import Keyboard


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    """Both ends of a terminal: where a person types, and where PCSol listens."""
    person, ours = os.openpty()
    yield person, ours
    os.close(person)
    os.close(ours)


def later(person: int, *pieces: bytes, seconds: float = 0.02) -> None:
    def type_in() -> None:
        for piece in pieces:
            time.sleep(seconds)
            os.write(person, piece)

    threading.Thread(target=type_in, daemon=True).start()


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ([b"c"], "c"),
        ([b"\r"], ""),
        ([b"r\r"], "r"),
        ([b"VAL-0042-D\r"], "VAL-0042-D"),
        ([b"VAL", b"-00", b"42-D", b"\r"], "VAL-0042-D"),
        ([b"\x1b[A"], "\x1b[A"),
        (["é".encode()], "é"),
    ],
)
def test_a_key_or_all_that_came_in_one_piece_is_heard(
    terminal: tuple[int, int], typed: list[bytes], heard: str
) -> None:
    later(terminal[0], *typed)
    assert Keyboard(terminal[1]).key(5) == heard


def test_two_keys_of_a_person_are_two_keys(terminal: tuple[int, int]) -> None:
    keyboard = Keyboard(terminal[1])
    later(terminal[0], b"c", b"r", seconds=0.3)
    assert [keyboard.key(5), keyboard.key(5)] == ["c", "r"]


def test_nothing_typed_is_none_after_the_time_given(terminal: tuple[int, int]) -> None:
    keyboard = Keyboard(terminal[1])
    assert keyboard.key(0.05) is None
    assert keyboard.line(0.05) is None


def test_a_line_is_read_whole_however_slowly_it_is_typed(terminal: tuple[int, int]) -> None:
    later(terminal[0], b"per", b"dre", b"\r", seconds=0.1)
    assert Keyboard(terminal[1]).line(5) == "perdre"


def test_the_end_of_input_is_told(terminal: tuple[int, int]) -> None:
    keyboard = Keyboard(terminal[1])
    later(terminal[0], b"\x04")
    with pytest.raises(EOFError):
        keyboard.line(5)


def test_what_was_typed_too_early_is_passed_over(terminal: tuple[int, int]) -> None:
    keyboard = Keyboard(terminal[1])
    os.write(terminal[0], b"xxx\r")
    keyboard.forget()
    assert keyboard.key(0.05) is None


def test_the_terminal_is_left_as_it_was(terminal: tuple[int, int]) -> None:
    before = termios.tcgetattr(terminal[1])
    Keyboard(terminal[1]).key(0.01)
    assert termios.tcgetattr(terminal[1]) == before
