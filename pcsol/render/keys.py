"""Keys and lines that a person types, with a limit to the waiting. A scanner types fast: a code comes in one piece."""

import os
import sys
import termios
import tty
from select import select
from typing import Protocol

_MOST_BYTES = 200
_BETWEEN_SECONDS = 0.1  # a keyboard scanner's signs are 5 to 50 ms apart; a person's two keys are not
# The row of digits on a French keyboard without shift; its number pad gives digits.
_AZERTY = str.maketrans("&é\"'(-è_çà", "1234567890")


def digits(typed: str) -> str:
    """Return what was typed with its digits, as it was meant where shift was not held."""
    return typed.strip().translate(_AZERTY)


class Keys(Protocol):
    """Whoever answers. Both return None when so many seconds (None: any) passed, and raise EOFError at the end."""

    def key(self, seconds: float | None) -> str | None:
        """Return the next key, or all signs that came in one piece; "" is Enter."""

    def line(self, seconds: float | None) -> str | None:
        """Return a line that was typed and ended by Enter."""

    def hidden(self, seconds: float | None) -> str | None:
        """Return a line of which nothing is shown while it is typed: a code that those who look on must not learn."""

    def forget(self) -> None:
        """Pass over what was typed while nobody asked."""


class Keyboard:
    """The terminal's own keyboard. The terminal is left as it was after each answer."""

    def __init__(self, terminal: int | None = None) -> None:
        """Listen to a terminal's file descriptor, by default that of stdin."""
        self._fd = sys.stdin.fileno() if terminal is None else terminal

    def key(self, seconds: float | None) -> str | None:
        """Wait for a key without an echo."""
        before = termios.tcgetattr(self._fd)
        try:
            tty.setcbreak(self._fd, termios.TCSANOW)
            return self._piece() if self._comes(seconds) else None
        finally:
            termios.tcsetattr(self._fd, termios.TCSANOW, before)

    def signs(self, seconds: float) -> str:
        """Return what is typed within so many seconds as it comes, Enter and Tab too; nothing when nothing is."""
        before = termios.tcgetattr(self._fd)
        try:
            tty.setcbreak(self._fd, termios.TCSANOW)
            return self._read() if self._comes(seconds) else ""
        finally:
            termios.tcsetattr(self._fd, termios.TCSANOW, before)

    def line(self, seconds: float | None) -> str | None:
        """Wait for a line, as the terminal edits it."""
        return self._read().strip() if self._comes(seconds) else None

    def hidden(self, seconds: float | None) -> str | None:
        """Wait for a line without an echo."""
        before = termios.tcgetattr(self._fd)
        quiet = [*before[:3], before[3] & ~termios.ECHO, *before[4:]]
        try:
            termios.tcsetattr(self._fd, termios.TCSANOW, quiet)
            return self.line(seconds)
        finally:
            termios.tcsetattr(self._fd, termios.TCSANOW, before)

    def forget(self) -> None:
        """Empty the terminal's queue."""
        termios.tcflush(self._fd, termios.TCIFLUSH)

    def _comes(self, seconds: float | None) -> bool:
        return bool(select([self._fd], [], [], seconds)[0])

    def _piece(self) -> str:
        typed = self._read()
        while not typed.endswith(("\r", "\n")) and len(typed) < _MOST_BYTES and self._comes(_BETWEEN_SECONDS):
            typed += self._read()
        return typed.strip("\r\n\t ")

    def _read(self) -> str:
        raw = os.read(self._fd, _MOST_BYTES)
        if raw in (b"", b"\x04"):
            raise EOFError
        return raw.decode("utf-8", errors="replace")
