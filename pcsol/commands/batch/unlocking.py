"""Open the key that signs certificates, at the tower's own keyboard, whenever a person wants to: only the erasure waits
for it."""

from collections.abc import Callable

from pcsol.commands.dialogue import pin
from pcsol.errors import KeyLockedError
from pcsol.i18n import _
from pcsol.render.console import Screen
from pcsol.render.keys import Keys
from pcsol.rounds.batch import asking
from pcsol.rounds.batch.batch import Batch
from pcsol.store.papers.keys import Need


def unlock(batch: Batch, screen: Screen, keys: Keys, is_over: Callable[[], bool]) -> bool:
    """Ask for the PIN, of which nothing is shown; tell whether certificates can be signed now.

    Enter alone, three wrong ones, two minutes without a word and the end of the batch are a no; it may be asked for
    again. Raises StoreError where a new key cannot be kept.
    """
    if not batch.rooms.locked():
        batch.board.met("pin")
        return True
    screen.rich.clear()
    screen.say(_("The PIN of the key that signs certificates"), "bold")
    screen.say(_("Nothing is erased without it. Enter alone: not now."))
    person = _Person(screen, keys, is_over)
    for _try in range(asking.TRIES):
        try:
            batch.rooms.unlock(person.pin)
        except KeyLockedError as err:
            if person.said_no:
                break
            screen.say(f"{err.what} {err.remedy}".strip())
        else:
            batch.board.met("pin")
            batch.board.answer(_("The key is open: certificates can be signed."))
            return True
    batch.board.answer(_("The key is not open: nothing is erased."))
    return False


class _Person:
    """`said_no`: nothing was typed, by somebody or by nobody; then nothing more is asked."""

    def __init__(self, screen: Screen, keys: Keys, is_over: Callable[[], bool]) -> None:
        self._screen, self._keys, self._is_over = screen, keys, is_over
        self.said_no = False

    def pin(self, need: Need) -> str | None:
        """Return a PIN; a new one is typed twice."""
        return pin.asked(need, self._hidden, self._screen.say)

    def _hidden(self, question: str) -> str | None:
        if self.said_no:
            return None
        self._screen.say(question)
        typed = asking.answer(self._screen, self._keys.hidden, self._is_over)
        self.said_no = not typed
        return typed or None
