"""Around bad sectors: find the first one, get past them in long steps, come back from behind up to the last one.

Each failed attempt costs a real disk seconds (its own retries, then the kernel's). So a single bad sector is found by
halving, and a long bad stretch is not walked through: the distance is doubled until something works again, and what
was passed over is filled from behind, backwards, until it fails. Both edges are then known to the sector; what lies
between them counts as bad until the retry at the end, which looks at it in the same way once more.
"""

from collections.abc import Callable

from pcsol.wipe.passes.stretches import Stretch

Attempt = Callable[[int, int], bool]


def around(attempt: Attempt, failed: Stretch, limit: int, unit: int, block: int) -> Stretch:
    """Return the bad stretch, given one that failed as a whole: all before and around it has succeeded by then.

    `attempt(start, end)` tells whether it succeeded with all of it; `unit` is the smallest piece that fails alone,
    `block` the largest that is tried. The bad stretch may reach beyond `failed`, at most to `limit`.
    """
    first, after = _first_bad(attempt, failed, unit)
    known_bad, good = _next_good(attempt, after, limit, unit)
    return first, _from_behind(attempt, known_bad, good, unit, block)


def _first_bad(attempt: Attempt, failed: Stretch, unit: int) -> Stretch:
    """Halve [low, high), of which something fails, until one unit is left. All before it has succeeded."""
    low, high = failed
    while high - low > unit:
        middle = _middle(low, high, unit)
        if attempt(low, middle):
            low = middle
        else:
            high = middle
    return low, high


def _next_good(attempt: Attempt, after: int, limit: int, unit: int) -> Stretch:
    """Return the end of the last unit that failed, and the beginning of one that succeeded; `limit` when none does."""
    step = 0
    while after < limit:
        last = after + (limit - after - 1) // unit * unit
        probe = min(after + step, last)
        end = min(probe + unit, limit)
        if attempt(probe, end):
            return after, probe
        after, step = end, 2 * step + unit
    return limit, limit


def _from_behind(attempt: Attempt, floor: int, good: int, unit: int, block: int) -> int:
    """Go backwards from `good` to `floor`; return where the last bad unit ends. All from there to `good` succeeded."""
    while good > floor:
        start = max(floor, good - block)
        if not attempt(start, good):
            return _last_bad(attempt, start, good, unit)
        good = start
    return floor


def _last_bad(attempt: Attempt, low: int, high: int, unit: int) -> int:
    while high - low > unit:
        middle = _middle(low, high, unit)
        if attempt(middle, high):
            high = middle
        else:
            low = middle
    return high


def _middle(low: int, high: int, unit: int) -> int:
    return low + max((high - low) // 2 // unit, 1) * unit
