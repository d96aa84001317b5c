"""The tower's own clock: has its battery kept it while the tower was without mains?"""

from datetime import UTC, datetime, timedelta

from pcsol.i18n import _, language
from pcsol.judge.compare.rows import fine, look, unmeasured
from pcsol.model.comparison import Difference
from pcsol.model.probe import Probe

PART = "clock"
# The tower's own clock; an album does not say whose its time was.
_OWN = ("rtc", "system")
# Whose time is the true one, as far as anybody can tell.
_TRUE = ("ntp", "operator")
# Local choice: a quartz clock loses minutes in a year; a time zone that somebody set, or summer time, are hours.
DRIFT = timedelta(days=1)


def compare_clock(before: Probe, after: Probe) -> Difference:
    """Say whether the clock went on, was reset, or is more than a day wrong.

    A clock that is as far on as it was when the tower was last looked at, or less, lost its battery or its setting.
    Only a tower that was without mains in between tells anything of the battery.
    """
    if _is_undated(before) or _is_undated(after):
        return unmeasured(PART, _("Clock"), _("When one of the two was recorded is not known."))
    return _by_chip(before, after) if after.clock_chip is not None else _by_time(before, after)


def _by_chip(before: Probe, after: Probe) -> Difference:
    """The chip itself was read. After a time server set it, its agreeing says nothing; its disagreeing still does."""
    chip = after.clock_chip
    assert chip is not None  # noqa: S101  # for the type checker: asked by the only caller
    was = before.clock_chip.shows if before.clock_chip else before.taken_at
    times = _said(was), _said(chip.shows)
    if chip.shows < was - DRIFT:
        return _reset(*times)
    if (after.clock.source in _TRUE or chip.was_set) and abs(chip.shows - after.taken_at) > DRIFT:
        text = _("The tower's own clock is more than a day wrong. Is its battery (CR2032) weak?")
        return look(PART, _("Clock"), "drifted", text, _said(after.taken_at), times[1])
    if chip.was_set:
        return _elsewhere(*times)
    return fine(PART, _("Clock"), _("The clock went on."), times[1])


def _by_time(before: Probe, after: Probe) -> Difference:
    """Records of before the chip was kept, and towers whose chip Linux cannot read."""
    times = _said(before.taken_at), _said(after.taken_at)
    if after.clock.source in (*_OWN, "album") and after.taken_at < before.taken_at:
        return _reset(*times)
    if after.clock.source not in _OWN:
        return _elsewhere(*times)
    return fine(PART, _("Clock"), _("The clock went on."), times[1])


def _reset(*times: str) -> Difference:
    text = _("The clock shows an earlier time than the earlier record. Is its battery (CR2032) empty or out?")
    return look(PART, _("Clock"), "reset", text, *times)


def _elsewhere(*times: str) -> Difference:
    text = _("The time came from elsewhere: what the tower's own clock shows was not seen.")
    return unmeasured(PART, _("Clock"), text, *times)


def _is_undated(probe: Probe) -> bool:
    """An album without a clock was taken at no known time: `taken_at` is when it was read."""
    return probe.source == "album" and any(one.what == "clock" for one in probe.unknown)


def _said(moment: datetime) -> str:
    form = "%d/%m/%Y %H:%M UTC" if language() == "fr" else "%Y-%m-%d %H:%M UTC"
    return moment.astimezone(UTC).strftime(form)
