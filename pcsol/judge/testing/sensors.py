"""What the sensors amount to: that they answer at all, and that nothing is too hot before any work."""

from collections.abc import Iterator

from pcsol.i18n import _
from pcsol.judge.testing.weighed import Weighed, worst
from pcsol.model.hardware.devices import Sensors, Temperature
from pcsol.model.reason import Reason
from pcsol.model.testing.run import Evidence, Result

# What a sensor that hangs on nothing shows at most: a room below freezing has no workshop in it.
_COLDEST_CELSIUS = 1.0


def judge(sensors: Sensors) -> Weighed:
    """Return what they amount to. No sensor is not a cool machine: such a list is never *passed*."""
    warm = [one for one in sensors.temperatures or () if one.celsius >= _COLDEST_CELSIUS]
    if not warm:
        text = _("No temperature sensor answers that Linux can read: watch the heat yourself.")
        return Weighed("not-testable", (Reason(code="no-temperature", text=text),), tuple(_seen(sensors)))
    found = (*_too_hot(warm), *_still(sensors))
    return Weighed(
        worst(result for result, _why in found), tuple(why for _result, why in found), tuple(_seen(sensors))
    )  # fmt: skip


def _too_hot(warm: list[Temperature]) -> Iterator[tuple[Result, Reason]]:
    for one in warm:
        limit = one.high_celsius or one.critical_celsius
        if limit is not None and one.celsius >= limit:
            text = _("{name} is at {celsius} °C, which is its limit. Look at the fans and the heat sink.")
            text = text.format(name=_name(one.chip, one.label), celsius=round(one.celsius))
            yield "to-look-at", Reason(code="hot", value=one.celsius, limit=limit, text=text)


def _still(sensors: Sensors) -> Iterator[tuple[Result, Reason]]:
    """A place for a fan where none is plugged in shows 0 as well: only when all of them do, somebody must look."""
    if sensors.fans and not any(fan.rpm for fan in sensors.fans):
        yield "to-look-at", Reason(code="fans-still", text=_("No fan turns, by what the sensors show. Look at them."))


def _seen(sensors: Sensors) -> Iterator[Evidence]:
    for one in sensors.temperatures or ():
        text = f"{_name(one.chip, one.label)}: {round(one.celsius)} °C"
        limit = one.high_celsius or one.critical_celsius
        yield Evidence(code="temperature", value=one.celsius, limit=limit, unit="celsius", text=text)
    for fan in sensors.fans or ():
        text = _("{name}: {rpm} turns a minute").format(name=_name(fan.chip, fan.label), rpm=fan.rpm)
        yield Evidence(code="fan", value=fan.rpm, unit="rpm", text=text)
    if not sensors.fans:
        yield Evidence(code="no-fan", text=_("No fan tells its speed: look at the fans yourself."))


def _name(chip: str, label: str) -> str:
    return f"{chip} {label}".strip()
