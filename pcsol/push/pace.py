"""How long to leave a hub alone that does not answer: longer each time, and never at the same moment as the others.

Full jitter (Marc Brooker, "Exponential Backoff And Jitter", 2015): any time up to a bound that doubles. Nineteen
benches that lost one hub in the same second do not come back in the same second.
"""

from datetime import datetime
from random import Random

from pcsol.model.letters.outbox import Pause

FIRST_SECONDS, MOST_SECONDS, LEAST_SECONDS = 30.0, 3600.0, 5.0
_DOUBLINGS = 10


def seconds(failures: int, dice: Random, asked: float | None = None) -> float:
    """Return how long to wait after so many rounds in a row that failed. `asked`: what the hub asked for, if it did."""
    bound = min(MOST_SECONDS, FIRST_SECONDS * 2 ** min(max(failures - 1, 0), _DOUBLINGS))
    if asked is not None:
        return min(asked, MOST_SECONDS) + dice.uniform(0, LEAST_SECONDS)
    return dice.uniform(LEAST_SECONDS, bound)


def left(pause: Pause | None, now: datetime) -> float:
    """Return how much of a pause is left. A clock that jumped (back, or by years) never makes it longer than it was."""
    if pause is None:
        return 0.0
    gone = (now - pause.since).total_seconds()
    whole = min(pause.seconds, MOST_SECONDS + LEAST_SECONDS)
    return whole if gone < 0 else max(0.0, whole - gone)
