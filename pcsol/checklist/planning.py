"""A workshop before it begins: how many towers, when each group starts, how long it takes, what must be there. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median

from pcsol.checklist.outline import Outline
from pcsol.i18n import _
from pcsol.model.workshop.booklets import Item, Material
from pcsol.model.workshop.room import Closing
from pcsol.model.workshop.steps import LEVELS, Checklist

TOWERS_PER_ADULT = 2
_LATEST_START = 20.0  # minutes that a group may be made to wait before its first step
_PER_MINUTE = 60


@dataclass(frozen=True, slots=True)
class GateTime:
    """A group at a gate. Minutes from the workshop's beginning: when it gets there, and how long it waits."""

    at: float
    waits: float


@dataclass(frozen=True, slots=True)
class Timetable:
    """`starts`: minutes after which each group begins; `minutes`: when the last one is done."""

    starts: tuple[float, ...]
    gates: tuple[GateTime, ...]
    minutes: float

    @property
    def longest_wait(self) -> float:
        """The longest that a group waits for an adult, in minutes."""
        return max((one.waits for one in self.gates), default=0.0)


def crowded(wanted: Checklist, groups: int, adults: int) -> str | None:
    """Say why these are too many towers for the adults there; None: they are not."""
    most = adults * TOWERS_PER_ADULT
    if wanted.many_towers or wanted.tower == "none" or groups <= most:
        return None
    return _(
        "{groups} towers are too many for the adults there: {most} at most, two for each adult. At each gate a group "
        "has its hands off until an adult comes, and an adult who looks after three towers sees none of them. "
        "Ask another adult to come, or take the discovery list."
    ).format(groups=groups, most=most)


def minutes_of(outline: Outline, earlier: Iterable[Closing] = ()) -> Mapping[str, float]:
    """Return how many minutes each step takes: the middle one (median) of earlier workshops, else what its file says.

    A workshop counts as often as it had groups. Times of the same level are better than those of others.
    """
    found: dict[str, list[float]] = {}
    closings = list(earlier)
    alike = [one for one in closings if one.level == outline.level]
    for one in alike or closings:
        for time in one.times:
            found.setdefault(time.step, []).extend([time.seconds / _PER_MINUTE] * max(time.groups, 1))
    return {name: median(found[name]) if name in found else float(step.minutes) for name, step in outline.steps.items()}


def timetable(outline: Outline, groups: int, adults: int, minutes: Mapping[str, float] | None = None) -> Timetable:
    """Choose when each group starts, so that as few as can be stand before an adult at the same moment.

    Each group starts the same number of minutes after the one before. Of all the gaps that let the last one start
    within twenty minutes, it is the one with the shortest of the longest waits; of equals the smallest.
    """
    known = minutes or minutes_of(outline)
    most = _LATEST_START / max(groups - 1, 1)
    gaps = [half / 2 for half in range(int(most * 2) + 1)] if groups > 1 else [0.0]
    tried = [_played(outline, [gap * one for one in range(groups)], adults, known) for gap in gaps]
    return min(tried, key=lambda one: (round(one.longest_wait, 2), one.starts))


def material(list_of: Material, outline: Outline, towers: int) -> list[tuple[Item, int]]:
    """Return what must be there and how many of each, for this level."""
    times = {"tower": towers, "group": towers, "workshop": 1}
    level = LEVELS.index(outline.level)
    return [(one, one.count * times[one.per]) for one in list_of.items if LEVELS.index(one.level) <= level]


def _played(outline: Outline, starts: list[float], adults: int, minutes: Mapping[str, float]) -> Timetable:
    """Play it: the next adult who is free goes to the group that came to a gate first, and stays for the step."""
    clock, free_at, gates = list(starts), [0.0] * max(adults, 1), list[GateTime]()
    to_do = [_walk(outline) for _start in starts]
    while any(to_do):
        group = min((one for one, steps in enumerate(to_do) if steps), key=lambda one: (clock[one], one))
        rest, step = to_do[group].pop(0)
        clock[group] += rest
        if outline.steps[step].gate == "adult":
            adult = free_at.index(min(free_at))
            waits = max(free_at[adult] - clock[group], 0.0)
            gates.append(GateTime(clock[group], waits))
            clock[group] += waits
            free_at[adult] = clock[group] + minutes[step]
        clock[group] += minutes[step]
    return Timetable(tuple(starts), tuple(gates), max(clock))


def _walk(outline: Outline) -> list[tuple[float, str]]:
    """Return every step, with the minutes of the break before it."""
    found, rest = list[tuple[float, str]](), 0.0
    for phase in outline.phases:
        rest += phase.rest
        for step in phase.steps:
            found.append((rest, step.id))
            rest = 0.0
    return found
