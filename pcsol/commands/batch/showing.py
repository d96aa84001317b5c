"""A tower that is looked for: it beeps, blinks its keyboard's lights, and opens its tray."""

import time
from collections.abc import Callable
from contextlib import suppress

from pcsol.errors import PCSolError
from pcsol.tools import leds
from pcsol.tools.hand import Hand

_BLINKS, _SECONDS = 4, 0.25
_TRAY_AGAIN_SECONDS = 30.0


class Showing:
    """`ring`: makes the terminal beep; `trays`: the optical drives, such as /dev/sr0."""

    def __init__(self, hand: Hand, trays: tuple[str, ...], ring: Callable[[], None]) -> None:
        """Show nothing yet."""
        self._hand, self._trays, self._ring = hand, trays, ring
        self._tray_at = float("-inf")

    def show(self) -> None:
        """Show itself once: a second."""
        for number in range(_BLINKS * 2):
            self._ring()
            leds.blink(on=number % 2 == 0)
            time.sleep(_SECONDS)
        if time.monotonic() - self._tray_at > _TRAY_AGAIN_SECONDS:
            self._tray_at = time.monotonic()
            for tray in self._trays:
                with suppress(PCSolError), self._hand.start(("eject", tray), 10.0) as ejecting:
                    ejecting.wait(10.0)
