"""What a tower in a workshop was before: found among the records, compared with, kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from pcsol.checklist import redo
from pcsol.checklist.redo import Redo
from pcsol.commands.dialogue import moment
from pcsol.judge.compare import compare
from pcsol.model.comparison import Comparison
from pcsol.model.probe import Probe
from pcsol.model.record import TowerRef
from pcsol.model.workshop.booklets import MakerSignals
from pcsol.store import find
from pcsol.store.live.keeper import Keeper
from pcsol.store.workshops.shelf import Shelf


@dataclass(frozen=True, slots=True)
class KeptPast:
    """What is kept, or waits to be."""

    keeper: Keeper
    shelf: Shelf

    def before(self, probe: Probe) -> tuple[Probe, str] | None:
        """Return the newest look that was not itself the end of a comparison."""
        looks = find.looks(find.of_tower(self.keeper.kept(), TowerRef(marks=probe.identity.marks)))
        return (find.body(looks[-1], Probe), looks[-1].id) if looks else None

    def compare(self, was: tuple[Probe, str], probe: Probe, code: str | None) -> Comparison:
        """Compare with what was before, and keep that before the look that it ends with.

        A power cut in between then leaves a comparison whose look is missing, and never a look at a tower put back
        wrong that the next comparison would begin with.
        """
        when = moment.settle(self.keeper.kept(), probe.taken_at, probe.clock, may_ask=False)
        body = probe.model_copy(update={"taken_at": when.taken_at, "clock": when.clock})
        tower = TowerRef(code=code, marks=body.identity.marks)
        look = self.keeper.made("probe", body, tower, when)
        found = compare(was[0], body, was[1], look.id)
        self.keeper.take(self.keeper.made("compare", found, tower, when), look)
        return found

    def advise(self, found: Comparison) -> Sequence[Redo]:
        """Ask the book of advice; the steps are those of the whole workshop."""
        outline = self.shelf.outline("full", "technician", ("heatsink",))
        return [one for book in self.shelf.advice.values() for one in redo.advise(found, {}, book, outline)]

    def no_start(self) -> Sequence[Redo]:
        """Read it from the book of advice."""
        return self.shelf.no_start(self.shelf.outline("full", "technician", ("heatsink",)))

    def signals(self) -> Sequence[MakerSignals]:
        """Read them from the book of signals."""
        return self.shelf.makers()
