"""What the hub wants of this tower, as it said last."""

from dataclasses import dataclass
from threading import Lock

from pcsol.model.batch.notes import Armed


@dataclass(frozen=True, slots=True)
class Order:
    """The answer to the last word of this tower. `burn`: it may work hard; `lapsed`: nothing but its hours ended the
    leave that it was armed by, None: the hub does not tell."""

    show: bool = False
    burn: bool = False
    armed: Armed | None = None
    lapsed: bool | None = None


class Orders:
    """The latest order. `listens`: whether there is a hub at all; `asked`: it was asked already;
    `silent`: it did not answer then."""

    def __init__(self, *, listens: bool) -> None:
        """Nothing was said yet."""
        self.listens = listens
        self.asked = self.silent = False
        self._latest = Order()
        self._lock = Lock()

    def heard(self, order: Order | None) -> None:
        """Take what was said; None: nothing was. Silence takes leave to erase away, and leave to burn."""
        with self._lock:
            self.asked, self.silent = True, order is None
            self._latest = order or Order(show=self._latest.show)

    @property
    def latest(self) -> Order:
        """What holds now."""
        with self._lock:
            return self._latest


NOBODY = Orders(listens=False)
