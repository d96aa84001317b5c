"""How the tower runs: fans, temperatures, clock."""

from collections.abc import Iterator
from datetime import UTC, datetime

from pcsol.i18n import _, language
from pcsol.judge.compare.pairing import pair
from pcsol.judge.compare.rows import fine, look, unmeasured
from pcsol.model.comparison import Difference
from pcsol.model.hardware.devices import Fan, Sensors
from pcsol.model.probe import Probe

# Local choice: at rest, the same tower in another room differs by less; paste that was put on badly, by more.
HOTTER_BY_CELSIUS = 10.0
# The tower's own clock; an album does not say whose its time was.
_OWN = ("rtc", "system")


def compare_fans(before: Sensors, after: Sensors) -> Iterator[Difference]:
    """A fan that turned and stands still, or that no sensor sees any more."""
    part, title = "fan", _("Fans")
    if not before.fans or not after.fans:
        yield unmeasured(part, title, _("No sensor tells how the fans turn."))
        return
    matched = pair(before.fans, after.fans, (lambda fan: (fan.chip, fan.label),))
    stopped = [(both.before, both.after) for both in matched.both if both.before.rpm > 0 and both.after.rpm == 0]
    for was, now in stopped:
        text = _("This fan does not turn any more. Is it plugged in, is a cable in its way?")
        yield look(part, _fan(now), "worse", text, _rpm(was), _rpm(now))
    for fan in matched.gone:
        yield look(part, _fan(fan), "missing", _("This fan is not seen any more."), _rpm(fan), None)
    if not stopped and not matched.gone:
        yield fine(part, title, _("The fans turn, as before."))


def compare_temperatures(before: Sensors, after: Sensors) -> Iterator[Difference]:
    """Compare the hottest place of each chip. The load is not recorded: both looks are taken to be at rest."""
    part, title = "temperature", _("Temperatures")
    old, new = _hottest(before), _hottest(after)
    shared = sorted(old.keys() & new.keys())
    if not shared:
        yield unmeasured(part, title, _("No temperature was measured both times."))
    for chip in shared:
        span = (_celsius(old[chip]), _celsius(new[chip]))
        if new[chip] - old[chip] >= HOTTER_BY_CELSIUS:
            text = _("Hotter than before, if it was as busy both times. Look at heat sink, paste and dust.")
            yield look(part, chip, "hotter", text, *span)
        else:
            yield fine(part, chip, _("Not hotter than before."), span[1])


def compare_clock(before: Probe, after: Probe) -> Difference:
    """A clock that shows an earlier time than the earlier record has lost its battery (or its setting)."""
    part, title = "clock", _("Clock")
    times = _said(before.taken_at), _said(after.taken_at)
    if _is_undated(before) or _is_undated(after):
        return unmeasured(part, title, _("When one of the two was recorded is not known."))
    if after.clock.source in (*_OWN, "album") and after.taken_at < before.taken_at:
        text = _("The clock shows an earlier time than the earlier record. Is its battery (CR2032) empty or out?")
        return look(part, title, "reset", text, *times)
    if after.clock.source not in _OWN:
        text = _("The time came from elsewhere: what the tower's own clock shows was not seen.")
        return unmeasured(part, title, text, *times)
    return fine(part, title, _("The clock went on."), times[1])


def _is_undated(probe: Probe) -> bool:
    """An album without a clock was taken at no known time: `taken_at` is when it was read."""
    return probe.source == "album" and any(one.what == "clock" for one in probe.unknown)


def _said(moment: datetime) -> str:
    form = "%d/%m/%Y %H:%M UTC" if language() == "fr" else "%Y-%m-%d %H:%M UTC"
    return moment.astimezone(UTC).strftime(form)


def _fan(fan: Fan) -> str:
    return _("Fan {name}").format(name=fan.label or fan.chip)


def _rpm(fan: Fan) -> str:
    return _("{rpm} turns a minute").format(rpm=fan.rpm)


def _hottest(sensors: Sensors) -> dict[str, float]:
    found: dict[str, float] = {}
    for one in sensors.temperatures or ():
        found[one.chip] = max(one.celsius, found.get(one.chip, one.celsius))
    return found


def _celsius(degrees: float) -> str:
    return f"{degrees:.0f} °C"
