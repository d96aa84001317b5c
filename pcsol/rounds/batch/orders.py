"""What the hub wants of this tower, as it said last."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from pcsol.model.batch.notes import Armed


@dataclass(frozen=True, slots=True)
class Closing:
    """When the room closes: the hour as the hub says it, for people, and how many seconds off it is, by the hub's own
    clock; None: it does not tell."""

    hour: str
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """The answer to the last word of this tower. `burn`: it may work hard; `lapsed`: nothing but its hours ended the
    leave that it was armed by, None: the hub does not tell; `closing`: None where the room has no hour."""

    show: bool = False
    burn: bool = False
    armed: Armed | None = None
    lapsed: bool | None = None
    closing: Closing | None = None


class Orders:
    """The latest order. `listens`: whether there is a hub at all; `asked`: it was asked already;
    `silent`: it did not answer then."""

    def __init__(self, *, listens: bool, now: Callable[[], float] = time.monotonic) -> None:
        """Nothing was said yet."""
        self._now, self._closing_heard_at = now, 0.0
        self.listens = listens
        self.asked = self.silent = False
        self._latest = Order()
        self._lock = Lock()

    def heard(self, order: Order | None) -> None:
        """Take what was said; None: nothing was. Silence takes leave to erase away, and leave to burn; no hour."""
        with self._lock:
            self.asked, self.silent = True, order is None
            if order is not None:
                self._closing_heard_at = self._now()
            self._latest = order or Order(show=self._latest.show, closing=self._latest.closing)

    @property
    def closing(self) -> Closing | None:
        """When the room closes, counted on from what the hub said; None where it has no hour, or has closed."""
        with self._lock:
            said = self._latest.closing
            if said is None or said.seconds is None:
                return said
            left = said.seconds - (self._now() - self._closing_heard_at)
            return Closing(said.hour, left) if left > 0 else None

    @property
    def latest(self) -> Order:
        """What holds now."""
        with self._lock:
            return self._latest


NOBODY = Orders(listens=False)
