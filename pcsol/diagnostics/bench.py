"""What a test is handed, and what it hands back."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event
from typing import Protocol

from pcsol.diagnostics.early_log import EarlyLog
from pcsol.diagnostics.guided.asker import Asker
from pcsol.judge.testing.heat import Watched
from pcsol.model.hardware.devices import Sensors
from pcsol.model.hardware.disk import Disk
from pcsol.model.probe import Probe
from pcsol.model.reason import Reason
from pcsol.model.testing.run import Evidence, Result
from pcsol.tools.hand import Hand
from pcsol.tools.world.world import World


class StoppedError(Exception):
    """A person ended the run, or its time is over: what was half done counts as not tested. Never leaves this room."""


@dataclass(slots=True)
class Kept:
    """What one test saw and another one looks at. `load`: the processor at work, with the fans."""

    load: Watched | None = None
    early_log: EarlyLog = field(default_factory=EarlyLog)


@dataclass(frozen=True, slots=True)
class Bench:
    """One tower at the bench. `probe`: the look from just before; `sense` and `health` look anew.

    `stop` is set when a person ends the run; `now` is monotonic, in seconds. Tests wait by `rest` alone. `began`: when
    the run did, in the same seconds (since the machine started, as the kernel's log counts them). `asker`: the person
    for guided tests; None: nobody is there.
    """

    world: World
    hand: Hand
    probe: Probe
    sense: Callable[[], Sensors]
    health: Callable[[str], Disk | None]
    stop: Event = field(default_factory=Event)
    now: Callable[[], float] = time.monotonic
    began: float = field(default_factory=time.monotonic)
    asker: Asker | None = None
    kept: Kept = field(default_factory=Kept)

    def rest(self, seconds: float) -> None:
        """Wait that long. Raises StoppedError when the run is ended meanwhile."""
        if self.stop.wait(seconds):
            raise StoppedError


@dataclass(frozen=True, slots=True)
class Found:
    """What one test found. A test that cannot be done here says so: result "not-testable", and why."""

    result: Result
    reasons: tuple[Reason, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class Tell(Protocol):
    """Hears how a test goes on."""

    def __call__(self, share: float | None, text: str = "") -> None:
        """`share`: 0 to 1 of the work, None where that cannot be known; `text`: what is seen just now, if anything."""


@dataclass(frozen=True, slots=True)
class Job:
    """One test of this tower. `takes`: what no other test may use at the same time.

    Words for `takes`: "processor" (whoever heats it or measures its speed), "memory", "network", "disk.sda" …; the
    empty set runs beside everything. `seconds`: how long it takes here; it is held to within a quarter. `last`: it
    looks at what the others did, and begins when they have ended. `exerts`: it may bring a weak tower down.
    """

    id: str
    title: str
    seconds: int
    run: Callable[[Bench, Tell], Found]
    takes: frozenset[str] = frozenset()
    needs: tuple[str, ...] = ()
    required: bool = True
    last: bool = False
    exerts: bool = False
