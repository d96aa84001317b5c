"""A batch at its screen: keys from a script, and what they came to."""

import io
from pathlib import Path

from pcsol.render.console import Screen
from pcsol.rounds.batch.batch import Batch
from pcsol.rounds.batch.watch import Front
from tests.typed import Typing
from tests.unit.batch.tower import batch


class Typed(Typing):
    """Gives one sign at a time, as fingers do; lines are asked for in another thread, and come by themselves."""

    def __init__(self, *signs: str | None, lines: tuple[str | None, ...] = ()) -> None:
        super().__init__(list(signs))
        self.lines = list(lines)

    def line(self, seconds: float | None) -> str | None:
        return self.lines.pop(0) if self.lines else None


def at_screen(one: Batch, keys: Typed) -> tuple[Front, list[str]]:
    """Return its screen, and what was asked for there."""
    said: list[str] = []
    found = Front(
        one, Screen(io.StringIO(), width=64, height=24), keys, arm=lambda _over: said.append("arm"),
        unlock=lambda _over: said.append("unlock"), stop=lambda: said.append("stop"),
    )  # fmt: skip
    return found, said


def uncoded(home: Path) -> Batch:
    """Return a batch of a tower without a code."""
    one = batch(home)
    one.board.code = None
    return one
