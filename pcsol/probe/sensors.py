"""Temperatures, fans, and the clock."""

from collections.abc import Callable, Iterator
from datetime import UTC
from typing import Any

from pydantic import ValidationError

from pcsol.errors import ToolUnreadableError
from pcsol.i18n import _
from pcsol.judge import clock as judge
from pcsol.judge.clock import ClockReading
from pcsol.model.hardware.devices import Fan, Sensors, Temperature
from pcsol.model.probe import Clock, ClockChip
from pcsol.probe.notebook import Finding, Notebook
from pcsol.tools.world.world import World

# What a sensor shows that hangs on nothing: -273, -128, 255 °C; 65535 rpm.
_COLDEST, _HOTTEST = -50.0, 150.0
_FASTEST = 30_000


def look_sensors(world: World) -> Finding[Sensors]:
    """Find temperatures and fans. An empty list comes with a note: no sensor is not a cool machine."""
    book = Notebook()
    told = book.attempt("sensors", world.sensors)
    if told is None:
        return book.finding(Sensors())
    temperatures = _those(told.get("temperatures"), lambda chip, one: _temperature(book, chip, one))
    fans = _those(told.get("fans"), lambda chip, one: _fan(book, chip, one))
    for kind, readings in (("temperatures", temperatures), ("fans", fans)):
        if readings is None:
            book.note(f"sensors.{kind}", _("The recording of the sensors does not hold them."))
    if temperatures == ():
        book.note("sensors.temperatures", _("This machine has no temperature sensor that Linux can read."))
    if fans == ():
        book.note("sensors.fans", _("This machine has no fan whose speed Linux can read. Look at the fans yourself."))
    return book.finding(Sensors(temperatures=temperatures, fans=fans))


def _those(chips: object, read: Callable[[str, dict[str, Any]], Any]) -> tuple[Any, ...] | None:
    """Read every reading of every chip; None when this kind of sensor was never asked for."""
    if not isinstance(chips, dict):
        return None
    return tuple(found for chip, one in _readings(chips) if (found := read(chip, one)) is not None)


def _readings(chips: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for chip, readings in chips.items():
        for one in readings if isinstance(readings, list) else ():
            if isinstance(one, dict):
                yield str(chip), one


def _temperature(book: Notebook, chip: str, one: dict[str, Any]) -> Temperature | None:
    celsius = _degrees(one.get("current"))
    label = str(one.get("label") or "")
    if celsius is None:
        book.note(_place("temperatures", chip, label), _absurd(one.get("current")))
        return None
    return Temperature(
        chip=chip,
        label=label,
        celsius=celsius,
        high_celsius=_threshold(one.get("high")),
        critical_celsius=_threshold(one.get("critical")),
    )


def _fan(book: Notebook, chip: str, one: dict[str, Any]) -> Fan | None:
    """0 is a fact: a fan that stands still, or none plugged in there."""
    rpm = _number(one.get("current"))
    label = str(one.get("label") or "")
    if rpm is None or not 0 <= rpm < _FASTEST:
        book.note(_place("fans", chip, label), _absurd(one.get("current")))
        return None
    return Fan(chip=chip, label=label, rpm=int(rpm))


def _place(kind: str, chip: str, label: str) -> str:
    return f"sensors.{kind}.{chip}.{label}".rstrip(".")


def _absurd(value: object) -> str:
    return _("The sensor shows {value}, which cannot be.").format(value=str(value)[:20])


def _degrees(value: object) -> float | None:
    celsius = _number(value)
    return celsius if celsius is not None and _COLDEST < celsius < _HOTTEST else None


def _threshold(value: object) -> float | None:
    """Chips that keep no limit show 0, -273 or 65261."""
    celsius = _degrees(value)
    return celsius if celsius is not None and celsius > 0 else None


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) < 1e9 else None  # neither NaN nor a number too long for a float


def look_clock(world: World) -> Finding[Clock]:
    """Find where the time comes from and whether it is believed; of an album, whether the recorded one was."""
    book = Notebook()
    reading = book.attempt("clock", lambda: _reading(world.clock()))
    if reading is None:
        return book.finding(Clock(source="album" if world.source == "album" else "system", trusted=False))
    origin = judge.source(reading) if world.source == "live" else "album"
    return book.finding(Clock(source=origin, trusted=judge.trusted(reading)))


def look_clock_chip(world: World) -> Finding[ClockChip | None]:
    """Find what the tower's own clock shows; None when Linux cannot read it. `look_clock` notes why."""
    reading = Notebook().attempt("clock", lambda: _reading(world.clock()))
    if reading is None or reading.rtc is None:
        return Finding(None)
    return Finding(ClockChip(shows=reading.rtc.astimezone(UTC), was_set=reading.synchronised))


def _reading(told: dict[str, Any]) -> ClockReading:
    try:
        return ClockReading.model_validate(told)
    except ValidationError as err:
        raise ToolUnreadableError("clock.json", details=str(err)) from err
