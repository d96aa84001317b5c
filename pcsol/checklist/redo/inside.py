"""What is done again inside a tower: switched off and unplugged first, with an adult before and after. Pure."""

from collections.abc import Sequence

from pcsol.checklist.outline import Outline


def is_inside(outline: Outline, step: str) -> bool:
    """Say whether a step is done with the tower unplugged. One that this level does not open is an adult's, inside."""
    found = outline.steps.get(step)
    return found is None or not found.powered


def opened_again(outline: Outline, redo: Sequence[str]) -> list[str]:
    """Return which steps are open again once an adult has unplugged the tower, in their order.

    Those to do again, and all from the last look of an adult behind them (who lets the tower be plugged in) to the
    first step at which it runs; then each at which it compares itself, and what people try while it runs, for hands
    were at its wires since. What was done between these with the tower running (a system put on it) stays.
    """
    names = list(outline.steps)
    found = {name for name in redo if name in outline.steps}
    restarts = [place for place, name in enumerate(names) if outline.steps[name].asks == "restart"]
    if restarts:
        first = min((names.index(name) for name in found), default=-1)
        gates = [place for place in range(first + 1, restarts[-1] + 1) if outline.steps[names[place]].gate == "adult"]
        start = gates[-1] if gates else restarts[-1]
        runs = [name for name in names[start:] if outline.steps[name].powered or outline.steps[name].asks == "restart"]
        found.update(names[start : names.index(runs[0])], runs)
    return [name for name in names if name in found]
