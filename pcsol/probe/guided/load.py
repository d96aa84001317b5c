"""The processor's temperature while all cores work: bounded in time and in heat, never without a sensor."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

from pcsol.i18n import _
from pcsol.judge.testing import heat
from pcsol.model.hardware.devices import Load, Temperature
from pcsol.probe.notebook import Finding, Notebook
from pcsol.probe.sensors import look_sensors
from pcsol.tools.burn import Burner
from pcsol.tools.world.world import World

SECONDS = 60
_BETWEEN = 0.5


class Working(Protocol):
    """What keeps the cores busy while it is open."""

    threads: int

    @property
    def work_mib(self) -> int:
        """How much was done."""


def look_load(
    world: World,
    *,
    seconds: int = SECONDS,
    tell: Callable[[float, float], None] = lambda _left, _celsius: None,
    burner: Callable[[], AbstractContextManager[Working]] = Burner,
    now: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Finding[Load | None]:
    """Keep all cores busy for so many seconds and watch. `tell` hears the seconds left, and the temperature.

    Without a sensor of the processor, or when it is too hot already, nothing is started: None, and a note why.
    It ends sooner when any sensor reaches its limit, or when the processor's does not answer any more.
    """
    book = Notebook()
    told = _told(world)
    first = heat.hottest(told)
    if first is None:
        book.note("load", _("No load without a temperature sensor of the processor: this machine has none."))
        return book.finding(None)
    if _too_hot(told):
        book.note("load", _("The processor is too hot already: no load was put on it."))
        return book.finding(None)
    begun = now()
    peak = last = first.celsius
    stopped = None
    with burner() as work:
        while stopped is None and now() - begun < seconds:
            sleep(_BETWEEN)
            told = _told(world)
            seen = heat.hottest(told)
            if seen is None or seen.chip != first.chip:
                stopped = "sensor"
                break
            last, peak = seen.celsius, max(peak, seen.celsius)
            tell(seconds - (now() - begun), last)
            stopped = "limit" if _too_hot(told) else None
        took = now() - begun
        done, threads = work.work_mib, work.threads
    return book.finding(
        Load.model_validate({
            "chip": first.chip, "wanted_seconds": seconds, "seconds": round(took, 1), "threads": threads,
            "start_celsius": first.celsius, "end_celsius": last, "peak_celsius": peak,
            "limit_celsius": heat.gentle_limit_celsius(first), "work_mib": done, "stopped": stopped,
        })
    )  # fmt: skip


def _told(world: World) -> tuple[Temperature, ...]:
    return look_sensors(world).value.temperatures or ()


def _too_hot(told: tuple[Temperature, ...]) -> bool:
    return heat.too_hot(told, heat.gentle_limit_celsius)
