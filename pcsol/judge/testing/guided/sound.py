"""Tones and levels: what is played, and how loud a recording is. Pure."""

import math
import sys
from array import array

from pcsol.model.testing.run import Result

RATE_HZ = 48_000
_FULL = 32_767
_LOUD = 0.4  # of what the format can hold: heard on small loudspeakers, and kind to ears under headphones
_FADE_SECONDS = 0.02  # without it a tone begins with a crack, which sounds like a fault
# An open input of an on-board chip hums at -70 to -55 dB of full scale; a voice at arm's length gives -40 to -15.
QUIET_DBFS = -50.0
SILENT_DBFS = -90.0


def tone(side: int, seconds: float = 1.5, pitch_hz: float = 660.0) -> bytes:
    """Return a tone on the left (0) or the right (1) alone: raw, two channels of 16 bits, low byte first, 48 kHz."""
    frames = int(seconds * RATE_HZ)
    fade = int(_FADE_SECONDS * RATE_HZ)
    signs = array("h", bytes(frames * 4))
    for at in range(frames):
        volume = _LOUD * _FULL * min(1.0, at / fade, (frames - at) / fade)
        signs[at * 2 + side] = int(volume * math.sin(2 * math.pi * pitch_hz * at / RATE_HZ))
    return _low_first(signs).tobytes()


def level_dbfs(raw: bytes) -> float:
    """Return the loudest tenth of a second of a recording (16 bits, one channel), in dB of full scale: 0 is the most.

    Silence is -90, what 16 bits can still tell.
    """
    signs = array("h")
    signs.frombytes(raw[: len(raw) // 2 * 2])
    signs = _low_first(signs)
    piece = RATE_HZ // 10
    means = [_mean_square(signs[start : start + piece]) for start in range(0, len(signs), piece)]
    loudest = math.sqrt(max(means, default=0.0)) / _FULL
    return round(max(SILENT_DBFS, 20 * math.log10(loudest)), 1) if loudest else SILENT_DBFS


def _mean_square(signs: "array[int]") -> float:
    """A steady offset of a cheap input is no sound."""
    middle = sum(signs) / len(signs)
    return sum((one - middle) ** 2 for one in signs) / len(signs)


def _low_first(signs: "array[int]") -> "array[int]":
    if sys.byteorder == "big":
        signs.byteswap()
    return signs


def heard_in(level: float, *, recognised: bool) -> Result:
    """Judge a recording: what the person heard of it counts; a level alone says only that something came."""
    if recognised:
        return "passed"
    return "to-look-at" if level > QUIET_DBFS else "failed"
