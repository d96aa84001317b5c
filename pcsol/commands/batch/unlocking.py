"""Open the key that signs certificates, at the tower's own keyboard, whenever a person wants to: only the erasure waits
for it."""

from collections.abc import Callable

from pcsol.errors import KeyLockedError
from pcsol.i18n import _
from pcsol.render.console import Screen
from pcsol.render.keys import Keys
from pcsol.rounds.batch.batch import Batch
from pcsol.store.papers.keys import Need

_TRIES = 3
_LOOK_SECONDS, _PATIENCE_LOOKS = 1.0, 120


def unlock(batch: Batch, screen: Screen, keys: Keys, is_over: Callable[[], bool]) -> bool:
    """Ask for the PIN, of which nothing is shown; tell whether certificates can be signed now.

    Enter alone, three wrong ones, two minutes without a word and the end of the batch are a no; it may be asked for
    again. Raises StoreError where a new key cannot be kept.
    """
    if not batch.rooms.locked():
        return True
    screen.rich.clear()
    screen.say(_("The PIN of the key that signs certificates"), "bold")
    screen.say(_("Nothing is erased without it. Enter alone: not now."))
    asking = _Asking(screen, keys, is_over)
    for _try in range(_TRIES):
        try:
            batch.rooms.unlock(asking.pin)
        except KeyLockedError as err:
            if asking.said_no:
                break
            screen.say(f"{err.what} {err.remedy}".strip())
        else:
            batch.board.met("pin")
            batch.board.say(_("The key is open: certificates can be signed."))
            return True
    batch.board.say(_("The key is not open: nothing is erased."))
    return False


class _Asking:
    """`said_no`: nothing was typed, by somebody or by nobody."""

    def __init__(self, screen: Screen, keys: Keys, is_over: Callable[[], bool]) -> None:
        self._screen, self._keys, self._is_over = screen, keys, is_over
        self.said_no = False

    def pin(self, need: Need) -> str | None:
        """Return a PIN; a new one is typed twice."""
        if need == "enter":
            return self._hidden(_("PIN of this station's key?"))
        self._screen.say(
            _("This station's key will lie on a medium that can be lost. Choose a PIN of six signs or more.")
        )
        first = self._hidden(_("New PIN?"))
        if first is None or first == self._hidden(_("The same PIN again?")):
            return first
        self._screen.say(_("These two are not the same."))
        return None if self.said_no else self.pin(need)

    def _hidden(self, question: str) -> str | None:
        self._screen.say(question)
        self._screen.rich.print("> ", end="")
        self._screen.rich.file.flush()
        for _look in range(_PATIENCE_LOOKS):
            answer = self._keys.hidden(_LOOK_SECONDS)
            if answer is not None:
                self.said_no = answer == ""
                return answer or None
            if self._is_over():
                break
        self.said_no = True
        return None
