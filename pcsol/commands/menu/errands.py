"""The menu's errands: each is the command that a technician would type, with the same questions and the same guard."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

import typer

from pcsol.commands.context import Context
from pcsol.errors import StoreError
from pcsol.judge.towers.standing import Erased
from pcsol.model.probe import Probe
from pcsol.model.record import Record, TowerRef
from pcsol.model.testing.grade import Grading, Label
from pcsol.model.testing.run import TestRun
from pcsol.rounds.sofar import SoFar, Tests
from pcsol.store import find
from pcsol.store.inventories import towers
from pcsol.store.live.keeper import Keeper

if TYPE_CHECKING:
    from pcsol.model.erasure.listing import WipeList


class Hall:
    """The hall's doors for the menu (`pcsol.rounds.doors.Errands`)."""

    def __init__(self, ctx: typer.Context, options: Context, keeper: Keeper) -> None:
        """`ctx`: the menu's own, which names the machine."""
        self._ctx, self._options, self._keeper = ctx, options, keeper

    def far(self, probe: Probe, code: str | None) -> SoFar:
        """Read the records."""
        kept = self._keeper.kept()
        tower = TowerRef(code=code, marks=probe.identity.marks)
        disks = towers.erased(kept, tower, probe, None)
        left = None if disks.of is None or disks.erased is None else disks.of - disks.erased
        mine = find.of_tower(kept, tower).records
        word, text = _grade(mine, probe, disks)
        return SoFar(code, _tests(mine), left, self._to_send(), text, is_for_parts=word == "for-parts")

    def test(self, *, full: bool = False) -> None:
        """`pcsol test`, or `pcsol test --full`."""
        from pcsol.commands.test import test

        _done(lambda: test(self._ctx, full=full))

    def batch(self) -> None:
        """`pcsol batch`."""
        from pcsol.commands.batch import batch

        _done(lambda: batch(self._ctx))

    def disks(self, code: str | None) -> "WipeList":
        """`pcsol wipe list`, not yet shown."""
        from pcsol.commands.wipe import gathering
        from pcsol.commands.wipe.list import listed

        return listed(gathering.gather(self._options.world(), code), frozenset())

    def erase(self, path: str, code: str | None) -> None:
        """`pcsol wipe run DISK`: it looks anew, refuses anew, and asks for the identity itself."""
        from pcsol.commands.wipe.run import wipe_run

        _done(lambda: wipe_run(self._ctx, [path], tower=code))

    def send(self) -> None:
        """`pcsol push`."""
        from pcsol.commands.push import sending

        sending.once(self._keeper.home, again=False, as_json=False)

    def _to_send(self) -> int:
        from pcsol.store.post import enrolled, outbox

        with suppress(StoreError, OSError):
            here = enrolled.found(self._keeper.home)
            return len(outbox.waiting(self._keeper.home, enrolled.mark(here)).letters) if here else 0
        return 0


def _done(command: Callable[[], None]) -> None:
    """A command ends by its exit status: what it found was shown, and the menu goes on."""
    with suppress(typer.Exit):
        command()


def _tests(mine: Iterable[Record]) -> Tests:
    from pcsol.diagnostics.outcomes import is_as_wanted

    runs = [one for one in mine if one.kind == "test"]
    if not runs:
        return "never"
    try:
        return "good" if is_as_wanted(find.body(runs[-1], TestRun).tests) else "look"
    except StoreError:  # damaged, or of a newer PCSol
        return "look"


def _grade(mine: tuple[Record, ...], probe: Probe, disks: Erased) -> tuple[Label | None, str]:
    """Return what the tower may be called today by its newest grade; one of before it was away counts no more."""
    from pcsol.judge.towers.called import called
    from pcsol.report.testing import grades

    newest = next((one for one in reversed(mine) if one.kind in {"grade", "handover", "return"}), None)
    if newest is None or newest.kind != "grade":
        return None, ""
    try:
        found = find.body(newest, Grading)
    except StoreError:  # damaged, or of a newer PCSol
        return None, ""
    word = called(found.function, found.destination, disks, probe.hidden_storage).label
    return word, grades.short(word, found.function, found.look)
