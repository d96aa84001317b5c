"""What holds a running pass: who hears of it, and who may end it."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from pcsol.model.erasure.outcome import SectorRange, SpeedPoint
from pcsol.model.erasure.progress import Progress

Tell = Callable[[Progress], None]
Keep = Callable[[int, tuple[SectorRange, ...], float, tuple[SpeedPoint, ...], float], None]


class StoppedError(Exception):
    """Somebody asked for the end. Never leaves the wipe room."""


def _nobody(*_what: object) -> None:
    """Hear it, and do nothing."""


@dataclass(frozen=True)
class Reins:
    """`disk`: the name that Progress carries. `tell`: hears Progress once a second, from a thread of its own.

    `stop`: set by anybody (a signal handler), ends the pass at a block's border. `keep`, for the journal: hears up to
    which offset all is on the medium, flushed, which sectors before it are not, how many seconds this run took so far,
    its speed, and how many of the seconds were lost to bad sectors; every few seconds and at every end. `at_once`: how
    many disks are worked on at the same time, which share the memory (pcsol.wipe.passes.room). `lost`, for the journal:
    hears how many seconds bad sectors cost this run of a read-back so far; every few seconds and at its end.
    """

    disk: str
    tell: Tell = _nobody
    stop: threading.Event = field(default_factory=threading.Event)
    keep: Keep = _nobody
    at_once: int = 1
    lost: Callable[[float], None] = _nobody

    def check(self) -> None:
        """Raise StoppedError once somebody asked for the end."""
        if self.stop.is_set():
            raise StoppedError
