"""The doors of the guided menu: what it needs of the rooms, opened for it by the hall, and by tests."""

from typing import Protocol

from pcsol.model.erasure.listing import WipeList
from pcsol.model.probe import Probe
from pcsol.rounds.sofar import SoFar
from pcsol.rounds.standing import Standing


class Tower(Protocol):
    """The tower that PCSol runs on."""

    def look(self) -> Probe:
        """Look at it anew."""

    def told_again(self) -> Probe:
        """Tell the last look in the language of the moment."""

    def code(self, probe: Probe) -> str | None:
        """Return the code that it is known under; None: it has none yet, or nothing tells."""

    def receive(self, code: str | None) -> str:
        """Ask what is to be asked about its arrival, keep that, and return its code. `code`: what was typed already.

        Raises PCSolError, or EOFError when the person gives up.
        """


class Cabinet(Protocol):
    """Where records are kept."""

    def keep(self, probe: Probe, code: str | None) -> tuple[Probe, str]:
        """Keep a look now, or as soon as it can be; return it as it was kept, and its record's id."""

    def retry(self) -> None:
        """Try again to keep what waits."""

    def count(self) -> int:
        """Return how many records wait."""

    def standing(self) -> Standing:
        """Say whether all is saved."""

    def news(self) -> str:
        """Return what has happened to the medium and was not told yet, or nothing."""


class Errands(Protocol):
    """What the menu sends for: each has screen and keyboard for itself until it ends, and says there what came of it.

    All raise PCSolError, and EOFError when the person gives up.
    """

    def far(self, probe: Probe, code: str | None) -> SoFar:
        """Say how far the tower has come, as far as the records tell."""

    def test(self, *, full: bool = False) -> None:
        """Test the tower, keep the record. `full`: by the list of several hours."""

    def batch(self) -> None:
        """Do everything without a question. A tower that nobody armed is not erased by it."""

    def disks(self, code: str | None) -> WipeList:
        """Look which disks may be erased. `code`: of the tower, where nothing in it tells it from others."""

    def erase(self, path: str, code: str | None) -> None:
        """Plan, show, let the identity be typed, erase, read back, keep the papers. Nothing else is a warrant."""

    def send(self) -> None:
        """Send what waits to the hub."""
