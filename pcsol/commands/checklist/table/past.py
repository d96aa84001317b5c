"""What a tower in a workshop was before: found among the records, compared with, kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from pcsol.checklist import redo
from pcsol.checklist.redo import Redo
from pcsol.commands.dialogue import moment
from pcsol.model.comparison import Comparison
from pcsol.model.probe import Probe
from pcsol.model.record import TowerRef
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

    def keep(self, found: Comparison, probe: Probe, code: str | None) -> None:
        """Keep it beside the look that it ended with."""
        when = moment.settle(self.keeper.kept(), probe.taken_at, probe.clock, may_ask=False)
        self.keeper.keep("compare", found, TowerRef(code=code, marks=probe.identity.marks), when)

    def advise(self, found: Comparison) -> Sequence[Redo]:
        """Ask the book of advice; the steps are those of the whole workshop."""
        outline = self.shelf.outline("full", "technician", ("heatsink",))
        return [one for book in self.shelf.advice.values() for one in redo.advise(found, {}, book, outline)]

    def no_start(self) -> Sequence[Redo]:
        """Read it from the book of advice."""
        outline = self.shelf.outline("full", "technician", ("heatsink",))
        return [one for book in self.shelf.advice.values() for one in redo.no_start(book, outline)]
