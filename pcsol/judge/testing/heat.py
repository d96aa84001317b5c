"""Which sensor is the processor's, how warm it may get, and what was seen while it worked. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from pcsol.i18n import _
from pcsol.model.hardware.devices import Fan, Temperature
from pcsol.model.testing.run import Evidence

# The kernel's drivers of sensors in or under the processor (Documentation/hwmon), the surest first.
CHIPS = ("coretemp", "k10temp", "zenpower", "k8temp", "via_cputemp", "cpu_thermal", "acpitz")
# Where a sensor names no limit that can be believed: below where processors slow themselves down.
LIMIT_CELSIUS = 90.0
# A load ends so far below the temperature at which the processor defends itself …
_MARGIN_CELSIUS = 5.0
# … and here whatever a sensor says: no desktop processor may be hotter than 105 (Intel's and AMD's data sheets).
_MOST_CELSIUS = 100.0
# Boards name 16.8 or 20.8 as critical (acpitz): nothing that is switched on could be below.
_LEAST_CRITICAL_CELSIUS = 60.0
# psutil writes `high` into `critical` where the driver has but one. AMD's K10 has but 70, up to which it may be used.
_NOMINAL_CELSIUS = 75.0

Ended = Literal["time", "program", "limit", "silent"]


@dataclass(frozen=True, slots=True)
class Sample:
    """One look at a working processor. `at`: seconds since the load began; None: not readable.

    `mhz`: the mean of all its threads; `throttles`: how often it slowed itself down for heat since the load began.
    """

    at: float
    celsius: float | None = None
    limit_celsius: float | None = None
    mhz: float | None = None
    throttles: int | None = None
    fans: tuple[Fan, ...] | None = None


@dataclass(frozen=True, slots=True)
class Watched:
    """What was seen of a load, in order; the first sample is from before it.

    `ended`: "time" is over, the "program" ended, a sensor reached its "limit", or they fell "silent".
    """

    samples: tuple[Sample, ...]
    ended: Ended

    @property
    def seconds(self) -> float:
        """How long it went."""
        return self.samples[-1].at if self.samples else 0.0

    @property
    def peak(self) -> Sample | None:
        """The hottest moment; None where no temperature was read."""
        return max((s for s in self.samples if s.celsius is not None), key=lambda s: s.celsius or 0.0, default=None)

    @property
    def throttled_at(self) -> float | None:
        """When it first slowed itself down for heat; None: it did not, or nobody could see it."""
        return next((sample.at for sample in self.samples if sample.throttles), None)


def limit_celsius(sensor: Temperature) -> float:
    """Return where a load of this processor ends: 5 below what is critical to it, else 90."""
    critical = sensor.critical_celsius
    if critical is None or critical < _LEAST_CRITICAL_CELSIUS:
        return LIMIT_CELSIUS
    if critical == sensor.high_celsius and critical < _NOMINAL_CELSIUS:
        return critical
    return min(_MOST_CELSIUS, critical - _MARGIN_CELSIUS)


def gentle_limit_celsius(sensor: Temperature) -> float:
    """Return where the short load of a workshop ends: at 90, or earlier where the sensor says so."""
    return min(LIMIT_CELSIUS, sensor.critical_celsius or LIMIT_CELSIUS)


def hottest(told: Iterable[Temperature], chip: str | None = None) -> Temperature | None:
    """Return the hottest reading of the processor's surest sensor, or of this one."""
    told = tuple(told)
    chip = chip or next((chip for chip in CHIPS if any(one.chip == chip for one in told)), None)
    return max((one for one in told if one.chip == chip), key=lambda one: one.celsius, default=None)


def too_hot(told: Iterable[Temperature], limit: Callable[[Temperature], float] = limit_celsius) -> bool:
    """Tell whether the processor is at its limit, or anything else at what it says of itself is critical."""
    return any(
        one.celsius >= (limit(one) if one.chip in CHIPS else one.critical_celsius or LIMIT_CELSIUS * 2) for one in told
    )


def thinned(samples: Iterable[tuple[float, float]], most: int = 60) -> tuple[tuple[float, float], ...]:
    """Return at most so many points of a series, the first and the last among them; rounded to one decimal."""
    points = [(round(at, 1), round(value, 1)) for at, value in samples]
    if len(points) <= most:
        return tuple(points)
    step = (len(points) - 1) / (most - 1)
    return tuple(points[round(place * step)] for place in range(most))


def heat_evidence(watched: Watched) -> tuple[Evidence, ...]:
    """Return how warm the processor became meanwhile; nothing where no sensor tells."""
    peak = watched.peak
    if peak is None or peak.celsius is None:
        return ()
    series = thinned((sample.at, sample.celsius) for sample in watched.samples if sample.celsius is not None)
    text = _("The processor became {peak:.0f} °C warm; PCSol ends a load at {limit:.0f} °C.")
    return (
        Evidence(
            code="processor-temperature", value=peak.celsius, limit=peak.limit_celsius, unit="celsius", series=series,
            text=text.format(peak=peak.celsius, limit=peak.limit_celsius),
        ),
    )  # fmt: skip
