"""What a piece of a disk holds: one byte, a short pattern, noise, or something that is none of these."""

from collections import Counter
from dataclasses import dataclass
from math import sqrt
from typing import Literal

from pcsol.tools.block.buffers import repeats
from pcsol.tools.block.stream import Content, Pattern

LONGEST_PERIOD = 4096  # the largest sector: some firmware writes the same sector everywhere
_HEAD = 32
_NOISE_PLACE = 4096
# Chi-squared of the 256 byte values, 255 degrees of freedom: noise has 255 ± 23, and 450 once in 10^12; text thousands.
_NOISE_LIMIT = 450.0
# Of noise, 64 KiB hold each byte value 256 ± 16 times: eight times that much more comes once in 10^15.
_PART, _DEVIATIONS = 65536, 8
_USUAL = (b"\0", b" ", b"e", b"\xff")


@dataclass(frozen=True)
class Seen:
    """`pattern`: what repeats, as it would lie at offset 0; empty for noise and for what is not known ("mixed").

    Noise cannot be told from encrypted data: whether it is *other* noise than before, canaries and pre-images tell.
    """

    content: Content | Literal["noise", "mixed"]
    pattern: bytes = b""


def recognise(offset_bytes: int, view: memoryview) -> Seen:
    """Look at all of a writable view that was read at this offset (noise: at places in it)."""
    period = _period(view)
    if period is None:
        return Seen("noise" if is_noise(view) else "mixed")
    turned = -offset_bytes % period
    pattern = Pattern(bytes(view[turned : turned + period]))
    return Seen(pattern.content, pattern.pattern)


def is_noise(view: memoryview) -> bool:
    """Tell whether all byte values are about as frequent as each other at 16 places of a view, or of each MiB of it;
    and whether those that most files are full of are no more frequent anywhere in it: a page of text or zeros in the
    midst is noticed."""
    step = max(min(len(view) // 16, _PART), _NOISE_PLACE)
    places = (view[at : at + _NOISE_PLACE] for at in range(0, len(view), step))
    parts = (bytes(view[at : at + _PART]) for at in range(0, len(view), _PART))
    return all(_chi_squared(place) < _NOISE_LIMIT for place in places) and all(map(_has_no_more_of_the_usual, parts))


def _has_no_more_of_the_usual(part: bytes) -> bool:
    expected = len(part) / 256
    most = expected + _DEVIATIONS * sqrt(expected) + _DEVIATIONS  # the last for very short parts
    return all(part.count(byte) <= most for byte in _USUAL)


def _period(view: memoryview) -> int | None:
    """Find how often the head comes again, and whether all the rest does at that distance."""
    longest = min(LONGEST_PERIOD, len(view) // 2)
    start = bytes(view[: longest + _HEAD])
    period = start.find(start[:_HEAD], 1)
    while 0 < period <= longest:
        if repeats(view, period):
            return period
        period = start.find(start[:_HEAD], period + 1)
    return None


def _chi_squared(view: memoryview) -> float:
    expected = len(view) / 256
    counts = Counter(bytes(view))
    return sum(count * count for count in counts.values()) / expected - len(view)
