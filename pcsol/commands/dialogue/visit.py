"""A visit of the guided menu: the tower itself, and where its records go."""

from collections.abc import Callable
from pathlib import Path

from pcsol.commands import looks
from pcsol.commands.dialogue import moment, reception
from pcsol.commands.dialogue.arrival import Seen
from pcsol.commands.dialogue.reception import Wishes
from pcsol.model.probe import Probe
from pcsol.model.record import TowerRef
from pcsol.rounds.standing import Standing, repaired, standing
from pcsol.store import find
from pcsol.store.live import stick
from pcsol.store.live.keeper import Keeper
from pcsol.tools.world.once import OnceWorld
from pcsol.tools.world.world import World


class ThisTower:
    """The tower that PCSol runs on, or the album that stands for it."""

    def __init__(self, world: Callable[[], World], keeper: Keeper) -> None:
        """Look at nothing yet."""
        self._open, self._keeper = world, keeper
        self._world = OnceWorld(world())
        self._last: Probe | None = None

    def look(self) -> Probe:
        """Ask everything anew."""
        self._world = OnceWorld(self._open())
        self._last = looks.look_at(self._world, shelf=self._keeper.shelf())
        self._world.close()  # a disk that hangs is waited for once
        return self._last

    def told_again(self) -> Probe:
        """Judge the answers of the last look once more, in other words."""
        found = looks.look_at(self._world, shelf=self._keeper.shelf())
        if self._last is not None:
            found = found.model_copy(update={"taken_at": self._last.taken_at, "clock": self._last.clock})
        return found

    def code(self, probe: Probe) -> str | None:
        """Return the code that was kept with these marks."""
        return find.code_of(self._keeper.kept(), probe.identity.marks)

    def receive(self, code: str | None) -> str:
        """Receive this tower. Raises PCSolError or EOFError."""
        wishes = Wishes(this=True, again=False, as_json=False, guided=True)
        return reception.receive(lambda: self._world, code, Seen(starts=True), wishes, self._keeper)


class Records:
    """What is kept of this visit."""

    def __init__(self, keeper: Keeper, live: Path | None) -> None:
        """`live`: the live medium's folder in memory; None elsewhere."""
        self._keeper, self._live = keeper, live
        self._told = ""

    def keep(self, probe: Probe, code: str | None) -> tuple[Probe, str]:
        """Keep a look. A clock that cannot be believed is marked, nobody is asked before the first screen."""
        when = moment.settle(self._keeper.kept(), probe.taken_at, probe.clock, may_ask=False)
        body = probe.model_copy(update={"taken_at": when.taken_at, "clock": when.clock})
        record = self._keeper.keep("probe", body, TowerRef(code=code, marks=body.identity.marks), when)
        return body, record.id

    def retry(self) -> None:
        """Try again."""
        if self._keeper.waiting:
            self._keeper.retry()

    def count(self) -> int:
        """Return how many records wait."""
        return len(self._keeper.waiting)

    def standing(self) -> Standing:
        """Say whether all is saved."""
        medium = stick.medium(self._live) if self._live else None
        return standing(self._keeper.fault, self._keeper.home, medium)

    def news(self) -> str:
        """Say once that the stick was repaired, and again when that happens again."""
        text = repaired(stick.medium(self._live)) if self._live else ""
        news, self._told = (text if not self._told else ""), text
        return news
