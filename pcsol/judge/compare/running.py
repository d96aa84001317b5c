"""How the tower runs: fans, temperatures."""

from collections import Counter
from collections.abc import Iterable, Iterator

from pcsol.i18n import _
from pcsol.judge.compare.pairing import pair
from pcsol.judge.compare.rows import fine, look, unmeasured
from pcsol.model.comparison import Difference
from pcsol.model.hardware.devices import Fan, Load, Sensors
from pcsol.model.probe import Probe

# Local choice: at rest, the same tower in another room differs by less; paste that was put on badly, by more.
HOTTER_BY_CELSIUS = 10.0
# Local choice: less work in the same time means a cooler processor, not a better heat sink.
_SAME_WORK = 0.8
# Chips of a disk or a card: they come and go with it, and are told as it.
_OF_A_DEVICE = (
    "drivetemp",
    "nvme",
    "amdgpu",
    "nouveau",
    "radeon",
    "iwlwifi",
    "mt7",
    "ath",
    "r8169",
    "enp",
    "eno",
    "eth",
)
# Fans of graphics cards rest while the card is cool.
_MAY_REST = ("amdgpu", "nouveau", "radeon")


def compare_fans(before: Sensors, after: Sensors) -> Iterator[Difference]:
    """A fan that turned and stands still, or that no sensor sees any more."""
    part, title = "fan", _("Fans")
    if not before.fans or not after.fans:
        yield unmeasured(part, title, _("No sensor tells how the fans turn."))
        return
    matched = pair(_quickest_first(before.fans), _quickest_first(after.fans), (lambda fan: (fan.chip, fan.label),))
    turned = [both for both in matched.both if both.before.rpm > 0 and both.before.chip not in _MAY_REST]
    stopped = [(both.before, both.after) for both in turned if both.after.rpm == 0]
    for was, now in stopped:
        text = _("This fan does not turn any more. Is it plugged in, is a cable in its way?")
        yield look(part, _fan(now), "worse", text, _rpm(was), _rpm(now))
    for fan in matched.gone:
        yield look(part, _fan(fan), "missing", _("This fan is not seen any more."), _rpm(fan), None)
    if not stopped and not matched.gone:
        yield fine(part, title, _("The fans turn, as before."))


def compare_temperatures(before: Probe, after: Probe) -> Iterator[Difference]:
    """Compare the hottest place of each chip at rest; the processor's under the same load, where both have that.

    Warmth of another load says nothing: one look under load and one at rest are not measurable against each other.
    """
    part, title = "temperature", _("Temperatures")
    old, new = _hottest(before.sensors), _hottest(after.sensors)
    yield from _lost(before.sensors, after.sensors)
    if before.load is not None or after.load is not None:
        yield _under_load(before.load, after.load)
        return
    shared = sorted(old.keys() & new.keys())
    if not shared:
        yield unmeasured(part, title, _("No temperature was measured both times."))
    for chip in shared:
        yield _at_rest(chip, old[chip], new[chip])


def _lost(before: Sensors, after: Sensors) -> Iterator[Difference]:
    """A sensor among others that is not there any more. Without any, it is Linux that cannot read them."""
    if not after.temperatures:
        return
    left = Counter((one.chip, one.label) for one in after.temperatures)
    for one in before.temperatures or ():
        left[one.chip, one.label] -= 1
        if left[one.chip, one.label] < 0 and not one.chip.startswith(_OF_A_DEVICE):
            text = _("This temperature is not measured any more: its sensor, or what it sits on, is missing.")
            yield look("temperature", f"{one.chip} {one.label}".strip(), "missing", text, _celsius(one.celsius), None)


def _at_rest(chip: str, was: float, now: float) -> Difference:
    if now - was >= HOTTER_BY_CELSIUS:
        text = _("Hotter than before, if it was as busy both times. Look at heat sink, paste and dust.")
        return look("temperature", chip, "hotter", text, _celsius(was), _celsius(now))
    return fine("temperature", chip, _("Not hotter than before."), _celsius(now))


def _under_load(before: Load | None, after: Load | None) -> Difference:
    part, title = "temperature", _("Processor under load")
    if before is None or after is None:
        return unmeasured(part, title, _("It was measured under load one time only: do the same both times."))
    span = _peak(before), _peak(after)
    alike = (before.chip, before.threads, before.wanted_seconds) == (after.chip, after.threads, after.wanted_seconds)
    if not alike or "sensor" in (before.stopped, after.stopped):
        return unmeasured(part, title, _("The load was not the same both times."), *span)
    if _is_hotter(before, after):
        text = _("Hotter than before under the same load. Does the heat sink sit flat, with paste? Does its fan turn?")
        return look(part, title, "hotter", text, *span)
    if after.work_mib < before.work_mib * _SAME_WORK and before.stopped is None:
        return unmeasured(part, title, _("It did less work than before in the same time."), *span)
    return fine(part, title, _("Not hotter than before under the same load."), span[1])


def _is_hotter(before: Load, after: Load) -> bool:
    """Hotter at the end, or sooner at the limit at which the load is taken away."""
    if after.stopped == "limit":
        return before.stopped is None or after.seconds < before.seconds / 2
    return after.peak_celsius - before.peak_celsius >= HOTTER_BY_CELSIUS


def _peak(load: Load) -> str:
    return _("{celsius:.0f} °C after {seconds:.0f} s").format(celsius=load.peak_celsius, seconds=load.seconds)


def _quickest_first(fans: Iterable[Fan]) -> list[Fan]:
    """Two chips of one name may change places at each start; two of their fans may have no name."""
    return sorted(fans, key=lambda fan: -fan.rpm)


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
