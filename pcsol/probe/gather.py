"""Ask everything at once, each room with its own time limit; put what comes back together."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from queue import Empty, SimpleQueue
from typing import Any

from pcsol import __version__
from pcsol.i18n import _
from pcsol.model.probe import Probe
from pcsol.model.reason import Unknown
from pcsol.probe.notebook import Finding
from pcsol.tools.world.once import OnceWorld
from pcsol.tools.world.world import World

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Room:
    """One part of the probe: its name in the contract, who looks, and for how long at most."""

    name: str
    look: Callable[[World], Finding[Any]]
    seconds: float


ROOMS: tuple[Room, ...] = ()


def gather(world: World, tell: Callable[[str], None] = lambda _name: None) -> Probe:
    """Return everything that the world tells within each room's time. `tell` hears the name of each room as it ends."""
    shared = OnceWorld(world)
    found, unknown = _everything(shared, tell)
    return Probe(
        taken_at=datetime.now(UTC).replace(microsecond=0),
        pcsol=__version__,
        source=world.source,
        unknown=unknown,
        **found,
    )


def _everything(world: World, tell: Callable[[str], None]) -> tuple[dict[str, Any], tuple[Unknown, ...]]:
    """Start each room in a thread that nobody has to wait for, and collect until its time is up."""
    start = time.monotonic()
    answers: SimpleQueue[tuple[Room, Finding[Any] | None]] = SimpleQueue()
    for room in ROOMS:
        threading.Thread(target=_look, args=(room, world, answers), name=room.name, daemon=True).start()
    waiting = {room.name: start + room.seconds for room in ROOMS}
    found: dict[str, Any] = {}
    unknown: list[Unknown] = []
    while waiting:
        try:
            room, finding = answers.get(timeout=max(0.0, min(waiting.values()) - time.monotonic()))
        except Empty:
            late = [name for name, deadline in waiting.items() if deadline <= time.monotonic()]
            unknown += [Unknown(what=name, why=_("No answer in time.")) for name in late]
            waiting = {name: deadline for name, deadline in waiting.items() if name not in late}
            continue
        if waiting.pop(room.name, None) is not None:
            tell(room.name)
            _keep(room, finding, found, unknown)
    return found, tuple(unknown)


def _keep(room: Room, finding: Finding[Any] | None, found: dict[str, Any], unknown: list[Unknown]) -> None:
    if finding is None:
        unknown.append(Unknown(what=room.name, why=_("PCSol failed here; this is its own fault. Its log says more.")))
        return
    unknown.extend(finding.unknown)
    if finding.value is not None:
        found[room.name] = finding.value


def _look(room: Room, world: World, answers: SimpleQueue[tuple[Room, Finding[Any] | None]]) -> None:
    finding = None
    try:
        finding = room.look(world)
    except Exception:  # one room's fault must not take the tower's whole sheet with it
        log.exception("room %s", room.name)
    finally:
        answers.put((room, finding))
