"""What the tower's own clock amounts to: has its cell kept it while the tower was without mains?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from pcsol.i18n import _, language
from pcsol.judge.clock import RELEASED
from pcsol.judge.testing.weighed import Weighed
from pcsol.model.reason import Reason
from pcsol.model.testing.run import Evidence

# Systems that keep local time in the chip, and summer time, make hours of difference; a day is a clock that stood.
_DRIFT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ClockSeen:
    """What is known. `shows`: what the chip showed, at `true` if the true time is known (None: it is not).

    `was_set`: whether something may have set the chip before it was read (None: not known); `firmware`: ISO date of
    the firmware; `holds`: what the chip says of its cell.
    """

    shows: datetime | None
    true: datetime | None = None
    was_set: bool | None = None
    firmware: str | None = None
    holds: bool | None = None


def judge(seen: ClockSeen) -> Weighed:
    """Return what the clock amounts to."""
    evidence = tuple(_seen(seen))
    wrong = _wrong(seen)
    if wrong is not None:
        return Weighed("failed", (wrong, _change()), evidence)
    if seen.shows is None:
        text = _("This tower's own clock cannot be read.")
        return Weighed("not-testable", (Reason(code="no-clock", text=text),), evidence)
    if seen.was_set:
        text = _(
            "The clock was set by the network before it was read. Unplug tower and network for a minute, then start "
            "again."
        )
        return Weighed("not-testable", (Reason(code="was-set", text=text),), evidence)
    if seen.was_set is None:
        text = _("The clock is right, but whether something set it before it was read is not known.")
        return Weighed("to-look-at", (Reason(code="set-unknown", text=text),), evidence)
    return Weighed("passed", (), evidence)


def _wrong(seen: ClockSeen) -> Reason | None:
    if seen.holds is False:
        return Reason(code="cell-dead", text=_("The clock itself says that its cell is empty."))
    if seen.shows is None:
        return None
    shown = _said(seen.shows)
    made = _date(seen.firmware)
    if made is not None and seen.shows.date() < made:
        text = _("The clock shows {shown}: before the tower's firmware was made. It was reset.").format(shown=shown)
        return Reason(code="before-firmware", value=shown, limit=made.isoformat(), text=text)
    if seen.shows < RELEASED - _DRIFT:
        text = _("The clock shows {shown}: long ago. It was reset.").format(shown=shown)
        return Reason(code="reset", value=shown, limit=RELEASED.date().isoformat(), text=text)
    if seen.true is not None and abs(seen.shows - seen.true) > _DRIFT:
        text = _("The clock shows {shown}, more than a day wrong.").format(shown=shown)
        return Reason(code="wrong", value=shown, limit=_said(seen.true), text=text)
    return None


def _change() -> Reason:
    return Reason(code="change-cell", text=_("Change the cell of the clock (CR2032), set the clock, then test again."))


def _date(iso: str | None) -> date | None:
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None


def _seen(seen: ClockSeen) -> Iterator[Evidence]:
    if seen.shows is not None:
        shown = _said(seen.shows)
        yield Evidence(code="shows", value=shown, text=_("The clock shows: {shown}").format(shown=shown))
    if seen.true is not None:
        true = _said(seen.true)
        yield Evidence(code="true", value=true, text=_("The true time: {shown}").format(shown=true))
    if seen.firmware:
        yield Evidence(
            code="firmware", value=seen.firmware, text=_("The firmware is of: {date}").format(date=seen.firmware)
        )
    if seen.holds is not None:
        text = _("The chip says that its cell holds.") if seen.holds else _("The chip says that its cell is empty.")
        yield Evidence(code="cell", value=seen.holds, text=text)
    if seen.shows is not None:
        text = _("Only a tower that had been unplugged for a while tells anything of its cell.")
        yield Evidence(code="unplugged", text=text)


def _said(moment: datetime) -> str:
    form = "%d/%m/%Y %H:%M UTC" if language() == "fr" else "%Y-%m-%d %H:%M UTC"
    return moment.astimezone(UTC).strftime(form)
