"""/dev/input: which keys are pressed, by the kernel's own numbers (linux/input-event-codes.h): shift and control too.

Only root may read it. Nothing is grabbed: the console gets the same keys.
"""

import os
import re
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pcsol.errors import FactError
from pcsol.tools.world.world import World

FOLDER = Path("/dev/input")
_DEVICES = "/proc/bus/input/devices"
_EVENT = struct.Struct("llHHi")  # struct input_event: two longs of time, type, code, value
_KEY_TYPE, _PRESSED = 1, 1
_MOST_EVENTS = 256
# A mouse and a power button have keys as well; a keyboard has these: Q (16 on the board), A (30), space (57).
_LETTERS = 1 << 16 | 1 << 30 | 1 << 57
_BITS_PER_WORD = struct.calcsize("l") * 8


def keyboards(world: World) -> tuple[str, ...]:
    """Return the kernel's names of the keyboards that are plugged in ("event3")."""
    try:
        text = world.read(_DEVICES)
    except FactError:
        return ()
    return tuple(name for part in text.split("\n\n") if (name := _event(part)) and _has_letters(part))


def _event(part: str) -> str:
    handlers = re.search(r"^H: Handlers=(.*)$", part, re.MULTILINE)
    found = re.search(r"\bevent\d+\b", handlers[1]) if handlers else None
    return found[0] if found else ""


def _has_letters(part: str) -> bool:
    """The bits stand in words, the highest first, each without its leading zeros."""
    line = re.search(r"^B: KEY=([0-9a-f ]+)$", part, re.MULTILINE)
    words = [int(word, 16) for word in line[1].split()] if line else []
    bits = sum(word << (_BITS_PER_WORD * at) for at, word in enumerate(reversed(words)))
    return bits & _LETTERS == _LETTERS


class Keys:
    """What was pressed on the keyboards that could be opened."""

    def __init__(self, descriptors: list[int]) -> None:
        """Use `listening`."""
        self._open = descriptors

    @property
    def hears(self) -> bool:
        """Tell whether there is any keyboard to listen to."""
        return bool(self._open)

    def pressed(self) -> tuple[int, ...]:
        """Return the numbers of the keys that went down since the last time, in order; held keys count once."""
        return tuple(code for descriptor in tuple(self._open) for code in self._read(descriptor))

    def _read(self, descriptor: int) -> list[int]:
        try:
            raw = os.read(descriptor, _EVENT.size * _MOST_EVENTS)
        except BlockingIOError:
            return []
        except OSError:  # it was pulled out
            self._open.remove(descriptor)
            with suppress(OSError):
                os.close(descriptor)
            return []
        events = _EVENT.iter_unpack(raw[: len(raw) // _EVENT.size * _EVENT.size])
        pressed = [code for _s, _us, kind, code, value in events if kind == _KEY_TYPE and value == _PRESSED]
        return pressed if len(raw) < _EVENT.size * _MOST_EVENTS else pressed + self._read(descriptor)

    def close(self) -> None:
        """Listen no more."""
        while self._open:
            os.close(self._open.pop())


@contextmanager
def listening(world: World) -> Iterator[Keys]:
    """Open every keyboard that may be read; none for a plain user."""
    descriptors: list[int] = []
    for name in keyboards(world):
        with suppress(OSError):
            descriptors.append(os.open(FOLDER / name, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC))
    keys = Keys(descriptors)
    try:
        yield keys
    finally:
        keys.close()
