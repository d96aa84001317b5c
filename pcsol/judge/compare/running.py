"""How the tower runs: fans, temperatures."""

from collections import Counter
from collections.abc import Iterable, Iterator

from pcsol.i18n import _
from pcsol.judge.compare.pairing import Pair, pair
from pcsol.judge.compare.rows import fine, look, unmeasured
from pcsol.model.comparison import Difference
from pcsol.model.hardware.devices import Fan, Load, Sensors
from pcsol.model.probe import Probe

# Local choice: under the same load the same tower in another room differs by less; paste put on badly, by more.
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
    """A fan that turned and stands still in as much warmth, or that no sensor sees any more.

    Many fans rest in a cool tower: one that stands in less warmth than it turned in before says nothing.
    """
    part, title = "fan", _("Fans")
    if not before.fans or not after.fans:
        yield unmeasured(part, title, _("No sensor tells how the fans turn."))
        return
    matched = pair(_quickest_first(before.fans), _quickest_first(after.fans), (lambda fan: (fan.chip, fan.label),))
    turned = [both for both in matched.both if both.before.rpm > 0 and both.before.chip not in _MAY_REST]
    stopped = [both for both in turned if both.after.rpm == 0]
    as_warm = _is_as_warm(before, after)
    for both in stopped:
        yield _stands(both, as_warm=as_warm)
    for fan in matched.gone:
        yield look(part, _fan(fan), "missing", _("This fan is not seen any more."), _rpm(fan), None)
    if not stopped and not matched.gone:
        yield fine(part, title, _("The fans turn, as before."))


def compare_temperatures(before: Probe, after: Probe) -> Iterator[Difference]:
    """Compare the processor's warmth under the same load, and whether each sensor is still there.

    At rest nobody knows what the tower did the minutes before, nor whether it was cold: that is not measurable, however
    warm or cool it is. So are one look under load and one at rest.
    """
    yield from _lost(before.sensors, after.sensors)
    if before.load is not None or after.load is not None:
        yield _under_load(before.load, after.load)
        return
    text = _("How warm it gets shows only under the same load both times.")
    span = [_celsius(found) for found in _warmth(before.sensors, after.sensors) or ()]
    yield unmeasured("temperature", _("Temperatures"), text, *span)


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


def _stands(both: Pair[Fan], *, as_warm: bool) -> Difference:
    span = _rpm(both.before), _rpm(both.after)
    if as_warm:
        text = _("This fan does not turn any more. Is it plugged in, is a cable in its way?")
        return look("fan", _fan(both.before), "worse", text, *span)
    text = _("This fan stands still. Whether it only rests is not known: the tower is not as warm as before.")
    return unmeasured("fan", _fan(both.before), text, *span)


def _is_as_warm(before: Sensors, after: Sensors) -> bool:
    """Not known is no."""
    warmth = _warmth(before, after)
    return warmth is not None and warmth[1] >= warmth[0]


def _warmth(before: Sensors, after: Sensors) -> tuple[float, float] | None:
    """Return the hottest place then and now, of the chips that were read both times; those of disks and cards are
    no measure of the tower. None: there is no such chip."""
    old, new = _hottest(before), _hottest(after)
    shared = old.keys() & new.keys()
    return (max(old[chip] for chip in shared), max(new[chip] for chip in shared)) if shared else None


def _under_load(before: Load | None, after: Load | None) -> Difference:
    part, title = "temperature", _("Processor under load")
    if before is None or after is None:
        return unmeasured(part, title, _("It was measured under load one time only: do the same both times."))
    span = _peak(before), _peak(after)
    alike = (before.chip, before.threads, before.wanted_seconds) == (after.chip, after.threads, after.wanted_seconds)
    if not alike or "sensor" in (before.stopped, after.stopped):
        return unmeasured(part, title, _("The load was not the same both times."), *span)
    if _is_hotter(before, after):
        if _began_warm(before, after):
            text = _("It was warm already when the load began. Let it rest ten minutes, then measure again.")
            return unmeasured(part, title, text, *span)
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


def _began_warm(before: Load, after: Load) -> bool:
    """It did not warm up more than before: it came warm from other work, which is no fault of the heat sink."""
    rises = [load.peak_celsius - load.start_celsius for load in (before, after)]
    return after.start_celsius - before.start_celsius >= HOTTER_BY_CELSIUS and rises[1] <= rises[0]


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
        if not one.chip.startswith(_OF_A_DEVICE):
            found[one.chip] = max(one.celsius, found.get(one.chip, one.celsius))
    return found


def _celsius(degrees: float) -> str:
    return f"{degrees:.0f} °C"
