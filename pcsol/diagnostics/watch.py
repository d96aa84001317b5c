"""Looks at a machine while it is made to work, once a second, and says when that has to end."""

from collections.abc import Callable
from typing import NamedTuple

from pcsol.diagnostics.bench import Bench, Tell
from pcsol.i18n import _
from pcsol.judge.testing import heat
from pcsol.judge.testing.heat import Ended, Sample, Watched
from pcsol.tools.kernel.working import pace

# A program that has ended is seen so soon.
_LOOK_SECONDS = 0.25
_SAMPLE_SECONDS = 1.0
# One look may fail while a driver is busy; a sensor that answers none of three is silent.
_SILENT_LOOKS = 3
_COOL_SECONDS, _COOL_BELOW_CELSIUS = 60.0, 10.0

Tells = Callable[[Sample], None]


class Ran(NamedTuple):
    """A program that was followed. `status`: its exit status, None where it was ended before its own end."""

    said: str
    status: int | None
    ended: Ended


class Watch:
    """Made before the load begins. `chip`: the processor's own sensor, None: it has none that Linux can read."""

    def __init__(self, bench: Bench) -> None:
        """Take the first sample."""
        self._bench = bench
        self._cpus = pace.cpus(bench.world)
        self._counted = pace.throttles(bench.world, self._cpus)
        told = bench.sense().temperatures or ()
        # What is critical on a machine at rest is a sensor that nobody wired, unless it is the processor's.
        self._absurd = {(one.chip, one.label) for one in told if one.chip not in heat.CHIPS and heat.too_hot([one])}
        first = heat.hottest(told)
        self.chip = first.chip if first else None
        self._begun = bench.now()
        self._silent, self._hot = 0, False
        self._samples = [self._sample()]

    def cool(self) -> bool:
        """Wait until the processor is well below its limit, a minute at most. Return whether it may be loaded."""
        until = self._bench.now() + _COOL_SECONDS
        while self._is_warm() and self._bench.now() < until:
            self._bench.rest(_SAMPLE_SECONDS)
            self._samples = [self._sample()]
        last = self._samples[0]
        self._begun = self._bench.now()
        return last.celsius is None or last.limit_celsius is None or last.celsius < last.limit_celsius

    def _is_warm(self) -> bool:
        last = self._samples[0]
        limit = last.limit_celsius
        return last.celsius is not None and limit is not None and last.celsius >= limit - _COOL_BELOW_CELSIUS

    def follow(self, works: Callable[[], bool], seconds: float, tell: Tells, *, blind: bool = False) -> Ended:
        """Look until it works no longer, its time is over, or it gets too hot. `blind`: also without a sensor.

        Raises StoppedError when the run is ended.
        """
        until = self._bench.now() + seconds
        due = self._bench.now() + _SAMPLE_SECONDS
        while works():
            if self._bench.now() >= until:
                return "time"
            self._bench.rest(_LOOK_SECONDS)
            if self._bench.now() < due:
                continue
            due = self._bench.now() + _SAMPLE_SECONDS
            self._samples.append(self._sample())
            tell(self._samples[-1])
            if self._hot:
                return "limit"
            if self._silent >= _SILENT_LOOKS and not blind:
                return "silent"
        return "program"

    def follow_program(self, argv: tuple[str, ...], seconds: float, tell: Tells, *, blind: bool = False) -> Ran:
        """Start a program, follow it as `follow` does, and end it. Raises StoppedError, ToolError."""
        with self._bench.hand.start(argv, seconds) as running:
            ended = self.follow(lambda: running.status is None, seconds, tell, blind=blind)
            status = running.status
            running.stop()
            return Ran(running.said(), status, ended)

    def watched(self, ended: Ended) -> Watched:
        """Return all that was seen so far."""
        return Watched(tuple(self._samples), ended)

    @property
    def seconds(self) -> float:
        """How long ago the load began."""
        return self._bench.now() - self._begun

    def _sample(self) -> Sample:
        sensors = self._bench.sense()
        told = [one for one in sensors.temperatures or () if (one.chip, one.label) not in self._absurd]
        warmest = heat.hottest(told, self.chip) if self.chip else None
        self._hot = heat.too_hot(told)
        self._silent = self._silent + 1 if self.chip and warmest is None else 0
        return Sample(
            at=round(self._bench.now() - self._begun, 1),
            celsius=warmest.celsius if warmest else None,
            limit_celsius=heat.limit_celsius(warmest) if warmest else None,
            mhz=pace.mhz(self._bench.world, self._cpus),
            throttles=self._throttles(),
            fans=sensors.fans,
        )

    def _throttles(self) -> int | None:
        """How often the thread that suffered most slowed itself down since the beginning."""
        if not self._counted:
            return None
        now = pace.throttles(self._bench.world, tuple(self._cpus))
        return max((count - self._counted.get(path, count) for path, count in now.items()), default=None)


def telling(tell: Tell, watch: Watch, seconds: float) -> Tells:
    """Return who tells how a test of so many seconds goes on: by its time, and how warm it is."""

    def said(sample: Sample) -> None:
        warmth = _("{celsius:.0f} °C").format(celsius=sample.celsius) if sample.celsius is not None else ""
        tell(min(1.0, watch.seconds / seconds), warmth)

    return said
