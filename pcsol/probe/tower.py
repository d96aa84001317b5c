"""The whole tower: what is in it, which one it is, what it is good for."""

from collections.abc import Callable, Iterable

from pcsol.judge.identity import identify
from pcsol.judge.verdict import judge
from pcsol.model.probe import Probe
from pcsol.model.profile.destination import Destination, System
from pcsol.probe import processor
from pcsol.probe.gather import gather
from pcsol.tools.world.world import World


def tower(
    world: World,
    destinations: Iterable[Destination],
    systems: Iterable[System] = (),
    tell: Callable[[str], None] = lambda _name: None,
    *,
    cpuid: bool = False,
) -> Probe:
    """Return the probe with its identity and its verdict. `tell` hears the name of each room as it ends.

    With `cpuid`, the processor itself is asked too for what Linux does not tell: a second or two more.
    """
    found = gather(world, tell)
    if cpuid:
        asked = processor.details(world, found.processor)
        found = found.model_copy(update={"processor": asked.value, "unknown": (*found.unknown, *asked.unknown)})
    known = found.model_copy(update={"identity": identify(found.machine, found.network)})
    return known.model_copy(update={"verdict": judge(known, destinations, systems)})
