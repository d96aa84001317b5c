"""What people do with a recorded tower before and after: put a load on it, try its sockets with a stick."""

from collections.abc import Sequence
from pathlib import Path

from pcsol.model.probe import Probe
from pcsol.probe.guided.load import look_load
from pcsol.probe.guided.sockets import look_socket
from tests.loads import Work
from tests.unit.comparing.scripted import Clockwork, PluggedWorld, WarmingWorld

GENTLE = [min(20.0, second / 2) for second in range(61)]
HOT = [one * 2 for one in GENTLE]


def loaded(probe: Probe, folder: Path, curve: Sequence[float]) -> Probe:
    """With what a minute of load showed; without a processor's sensor there is none."""
    clock = Clockwork()
    found = look_load(WarmingWorld(folder, clock, curve), burner=Work(clock), now=clock.now, sleep=clock.sleep)
    return probe.model_copy(update={"load": found.value})


def tried(probe: Probe, folder: Path, *, front: bool) -> Probe:
    """With one socket in front, alive or dead, and one at the back."""
    sockets = []
    for place, path in (("front", "1-4" if front else None), ("rear", "1-6")):
        clock = Clockwork()
        world = PluggedWorld(folder, clock, [(4.0, path, "480")] if path else [])
        sockets.append(look_socket(world, place, 1, now=clock.now, sleep=clock.sleep))  # type: ignore[arg-type]
    return probe.model_copy(update={"sockets": tuple(sockets)})
