"""clock-battery: what the tower's own clock showed when it was started, before anything could set it.

The kernel's log keeps what the chip showed at the start; where it may not be read, what the probe saw is taken.
"""

from datetime import UTC, datetime, timedelta

from pcsol.diagnostics.bench import Bench, Found, Job, Tell
from pcsol.errors import PCSolError
from pcsol.i18n import _
from pcsol.judge.testing import clock as judge
from pcsol.judge.testing.clock import ClockSeen
from pcsol.model.probe import Probe
from pcsol.model.profile.testing import WantedTest
from pcsol.tools.kernel.watch import rtc
from pcsol.tools.programs import dmesg

_SECONDS = 1
# Who the true time may come from; the chip and the system's clock that follows it prove nothing of each other.
_TRUE = ("ntp", "operator")


def jobs(_probe: Probe, wanted: WantedTest) -> tuple[Job, ...]:
    """Return the one test of the clock's cell."""
    title = _("Clock and its cell (CR2032)")
    return (Job(id="clock-battery", title=title, seconds=_SECONDS, run=_run, required=wanted.required),)


def _run(bench: Bench, _tell: Tell) -> Found:
    return Found(*judge.judge(seen(bench)))


def seen(bench: Bench) -> ClockSeen:
    """Return what is known of the clock chip, the earliest sight of it first."""
    probe, firmware = bench.probe, bench.probe.machine.firmware.date
    holds = rtc.battery_holds(bench.world)
    true_now = probe.taken_at if probe.clock.source in _TRUE else None
    at_start = _at_start(bench)
    if at_start is not None:
        seconds, shown = at_start
        true = None if true_now is None or probe.source == "album" else _started(bench) + timedelta(seconds=seconds)
        return ClockSeen(shown, true, was_set=False, firmware=firmware, holds=holds)
    chip = probe.clock_chip
    if chip is None:
        return ClockSeen(None, firmware=firmware, holds=holds)
    return ClockSeen(chip.shows, true_now, chip.was_set, firmware, holds)


def _started(bench: Bench) -> datetime:
    """When the machine was started, by the clock that is led by now."""
    return datetime.now(UTC) - timedelta(seconds=bench.now())


def _at_start(bench: Bench) -> tuple[float, datetime] | None:
    try:
        return dmesg.chip_at_start(bench.kept.early_log.read(bench.world))
    except PCSolError:
        return None
