"""Which findings have one cause: a loose cable shows as three. Pure."""

from collections.abc import Callable, Iterable, Sequence

from pcsol.model.comparison import Difference

Found = tuple[str, str | None]
# What comes of what: (part, change), and the findings that explain it when they are there as well.
_FOLLOWS: dict[Found, frozenset[Found]] = {
    # A battery that is empty or out: the clock is reset, and so are the settings.
    ("firmware", "changed"): frozenset({("clock", "reset"), ("clock", "drifted")}),
    # A fan that stands still makes it hot; plugging it in is quicker than the heat sink.
    ("temperature", "hotter"): frozenset({("fan", "worse"), ("fan", "missing")}),
    # Two channels need two sticks, in the right slots.
    ("memory", "single-channel"): frozenset({("memory", "missing"), ("memory", "moved"), ("memory", "changed")}),
    # Sockets of a controller that is gone are dead.
    ("ports", "missing"): frozenset({("usb", "missing")}),
    # A disk whose cable is loose is neither ill nor another one.
    ("board", "errors"): frozenset({("disk", "missing"), ("disk", "errors"), ("disk", "slower")}),
}
_BROKEN = ("missing", "worse", "errors", "slower", "hotter", "seen")


def roots(differences: Iterable[Difference]) -> list[Difference]:
    """Leave out what another finding explains. Another tower explains everything."""
    told = list(differences)
    looked = {(one.part, one.change) for one in told if one.state == "to-look-at"}
    if ("tower", "changed") in looked:
        return [one for one in told if (one.part, one.change) == ("tower", "changed")]
    return [
        one
        for one in told
        if one.state != "to-look-at" or not looked & _FOLLOWS.get((one.part, one.change), frozenset())
    ]


def together(
    differences: Iterable[Difference], redo: Callable[[Difference], str | None]
) -> list[tuple[Difference, ...]]:
    """Put together what one thing repairs, the finding that says most first.

    Findings of one thing whose repair is the same step are one; then things of one part with the same finding are
    repaired by doing the same for each. What is right, or unknown, is told once for each part that has nothing worse.
    """
    told = list(differences)
    things: dict[object, list[Difference]] = {}
    for one in told:
        if one.state == "to-look-at":
            step = redo(one)
            key = (one.part, one.subject, step) if step else (one.part, one.subject, one.change, one.text)
            things.setdefault(key, []).append(one)
    lines: dict[Found, list[Difference]] = {}
    for thing in things.values():
        thing.sort(key=lambda one: _telling(one.change))
        lines.setdefault((thing[0].part, thing[0].change), []).extend(thing)
    return [*(tuple(line) for line in lines.values()), *_quiet(told)]


def gravity(part: str, change: str | None) -> int:
    """Return 0 for another tower, 1 for what does not work as before, 2 for what is only otherwise than before."""
    if (part, change) == ("tower", "changed"):
        return 0
    return 1 if change in _BROKEN else 2


def _telling(change: str | None) -> int:
    return _BROKEN.index(change) if change in _BROKEN else len(_BROKEN)


def _quiet(told: Sequence[Difference]) -> list[tuple[Difference, ...]]:
    """One line per part and state, unknown before right. A part with a fault is not called right beside it."""
    faulty = {one.part for one in told if one.state == "to-look-at"}
    lines: dict[tuple[str, str], list[Difference]] = {}
    for one in told:
        if one.state == "not-measurable" or (one.state == "ok" and one.part not in faulty):
            lines.setdefault((one.part, one.state), []).append(one)
    return [tuple(line) for line in lines.values()]
