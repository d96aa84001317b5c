"""Wait for a key while what waits to be saved is tried again, and the screen keeps its size."""

from pcsol.render.console import Screen
from pcsol.render.keys import Keys
from pcsol.rounds.doors import Cabinet
from pcsol.rounds.standing import Standing

_LOOK_SECONDS = 2.0


def key(keys: Keys, cabinet: Cabinet, shown: Standing, screen: Screen) -> str | None:
    """Return what was pressed; None when the screen is to be shown anew.

    That is when it does not stand as it is shown any more, or the screen has another size: a graphics driver that
    loads late brings its own. Raises EOFError when nobody is there any more.
    """
    size = screen.size
    while True:
        waits = cabinet.count()
        pressed = keys.key(_LOOK_SECONDS)
        if waits or pressed is not None:  # the medium is left alone while nothing happens
            cabinet.retry()
        if pressed is not None:
            return pressed
        if screen.size != size or (waits and cabinet.standing() != shown):
            return None
