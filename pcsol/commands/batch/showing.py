"""A tower that is looked for: it beeps, blinks its keyboard's lights, and opens its tray."""

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from pcsol.commands.batch import ending
from pcsol.commands.batch.rooms import ThisTower
from pcsol.diagnostics import journal
from pcsol.errors import PCSolError
from pcsol.rounds.batch.batch import Batch
from pcsol.tools import leds
from pcsol.tools.hand import Hand, LiveHand, NoHand
from pcsol.tools.world.world import World

_BLINKS, _SECONDS = 4, 0.25
_TRAY_AGAIN_SECONDS = 30.0


def of(batch: Batch, rooms: ThisTower, world: World, home: Path) -> "Showing":
    """Return what this tower shows of itself.

    A recorded one has the terminal's beep alone: lights and trays are those of the machine that replays it. While
    somebody tests the tower beside the batch, the tray is theirs.
    """
    if world.source != "live":
        return Showing(NoHand(), tuple, ending.ring, _dark)

    def trays() -> tuple[str, ...]:
        return rooms.trays() if batch.board.step == "tests" or not journal.is_anybody_testing(home) else ()

    return Showing(LiveHand(), trays, ending.ring, leds.blink)


def _dark(*, on: bool) -> None:  # the protocol's
    """Light nothing."""


class Blink(Protocol):
    """Switches lights."""

    def __call__(self, *, on: bool) -> object:
        """On, or off."""


class Showing:
    """`ring`: makes the terminal beep; `trays`: the optical drives that may open just now, such as /dev/sr0; `blink`:
    switches the keyboards' lights."""

    def __init__(
        self, hand: Hand, trays: Callable[[], tuple[str, ...]], ring: Callable[[], None], blink: Blink
    ) -> None:
        """Show nothing yet."""
        self._hand, self._trays, self._ring, self._blink = hand, trays, ring, blink
        self._tray_at = float("-inf")

    def show(self) -> None:
        """Show itself once: a second."""
        for number in range(_BLINKS * 2):
            self._ring()
            self._blink(on=number % 2 == 0)
            time.sleep(_SECONDS)
        if time.monotonic() - self._tray_at > _TRAY_AGAIN_SECONDS:
            self._tray_at = time.monotonic()
            for tray in self._trays():
                with suppress(PCSolError), self._hand.start(("eject", tray), 10.0) as ejecting:
                    ejecting.wait(10.0)
