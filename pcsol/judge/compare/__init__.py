"""What differs between two records of one tower: missing, added, moved, slower, worse, hotter, reset. Pure."""

from collections.abc import Iterator

from pcsol.judge import identity
from pcsol.judge.compare.clock import compare_clock
from pcsol.judge.compare.devices import compare_devices
from pcsol.judge.compare.disks import compare_disks
from pcsol.judge.compare.machine import compare_firmware, compare_processor, compare_tower
from pcsol.judge.compare.memory import compare_memory
from pcsol.judge.compare.running import compare_fans, compare_temperatures
from pcsol.judge.compare.sockets import compare_sockets
from pcsol.model.comparison import Comparison, Difference, State
from pcsol.model.probe import Probe

_WORST_FIRST: tuple[State, ...] = ("to-look-at", "not-measurable", "ok")


def compare(before: Probe, after: Probe, before_id: str | None = None, after_id: str | None = None) -> Comparison:
    """Compare two looks at a tower, `before` the earlier one; the ids are those of their records, if they were kept.

    Each part is as before, to look at, or not measurable; what either side does not know is never OK. The state of the
    whole is that of its worst part.
    """
    differences = tuple(sorted(_differences(before, after), key=lambda one: _WORST_FIRST.index(one.state)))
    return Comparison(
        before_id=before_id,
        before_at=before.taken_at,
        after_id=after_id,
        after_at=after.taken_at,
        same_tower=identity.same(before.identity, after.identity),
        state=next(state for state in _WORST_FIRST if any(one.state == state for one in differences)),
        differences=differences,
    )


def _differences(before: Probe, after: Probe) -> Iterator[Difference]:
    yield compare_tower(before, after)
    yield from compare_disks(before.disks, after.disks)
    yield from compare_memory(before.memory, after.memory)
    yield compare_processor(before, after)
    yield from compare_devices(before, after)
    yield from compare_firmware(before, after)
    yield from compare_fans(before.sensors, after.sensors)
    yield from compare_temperatures(before, after)
    yield from compare_sockets(before, after)
    yield compare_clock(before, after)
