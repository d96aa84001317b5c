"""The lights of keyboards (Documentation/leds/leds-class.rst): a tower that is looked for blinks them."""

from contextlib import suppress
from pathlib import Path

_LEDS = Path("/sys/class/leds")
_OF_KEYBOARDS = ("*::capslock", "*::numlock", "*::scrolllock")


def blink(*, on: bool) -> int:
    """Switch every light of every keyboard on or off; return how many did so. Needs root."""
    done = 0
    for shape in _OF_KEYBOARDS:
        for light in _LEDS.glob(shape):
            with suppress(OSError):
                (light / "brightness").write_text("1" if on else "0", "ascii")
                done += 1
    return done
