"""Wait for a key while what waits to be saved is tried again."""

from pcsol.render.keys import Keys
from pcsol.rounds.doors import Cabinet
from pcsol.rounds.standing import Standing

_TRY_AGAIN_SECONDS = 3.0


def key(keys: Keys, cabinet: Cabinet, shown: Standing) -> str | None:
    """Return what was pressed; None when it does not stand as it is shown any more, and the screen is to be shown anew.

    Raises EOFError when nobody is there any more.
    """
    while True:
        pressed = keys.key(_TRY_AGAIN_SECONDS if cabinet.count() else None)
        cabinet.retry()
        if pressed is not None:
            return pressed
        if cabinet.standing() != shown:
            return None
