"""When it is. A clock older than the last record, or than PCSol, is not believed: a person is asked, or it is marked.

A tower's battery is often flat and its clock at 2009. What a person answers corrects the clock until power-off; nothing
of the machine is changed.
"""

import time
from datetime import UTC, datetime, timedelta

from pcsol.commands.dialogue import asking, said
from pcsol.i18n import _
from pcsol.judge.clock import RELEASED
from pcsol.model.probe import Clock
from pcsol.probe.sensors import look_clock
from pcsol.store import find, session
from pcsol.store.find import Kept
from pcsol.store.records import Moment
from pcsol.tools.world.live import LiveWorld

_MEMORY = "clock"


def now() -> Moment:
    """Return what this machine's clocks say, also where the tower is an album."""
    return Moment(datetime.now(UTC).replace(microsecond=0), look_clock(LiveWorld()).value)


def settle(kept: Kept, taken_at: datetime, clock: Clock, *, may_ask: bool) -> Moment:
    """Return the moment to write on record and body alike: as it is, corrected by a person, or not trusted."""
    not_before = max(RELEASED, find.last_trusted(kept) or RELEASED)
    if clock.trusted and taken_at >= not_before:
        return Moment(taken_at, clock)
    if clock.source == "album":
        return Moment(taken_at, Clock(source="album", trusted=False))
    correction = _remembered()
    if correction is None and may_ask and asking.is_a_person_there():
        correction = _asked(taken_at, not_before)
    if correction is not None and taken_at + correction >= not_before:
        return Moment((taken_at + correction).replace(microsecond=0), Clock(source="operator", trusted=True))
    return Moment(taken_at, Clock(source=clock.source, trusted=False))


def _remembered() -> timedelta | None:
    """Return what is still missing of what a person answered: the clock may have been set since (`date -s`)."""
    kept = session.recall(_MEMORY) or {}
    seconds, started = kept.get("seconds"), kept.get("started")
    if not isinstance(seconds, int | float) or not isinstance(started, int | float):
        return None
    return timedelta(seconds=round(seconds - (_started() - started)))


def _started() -> float:
    """When the machine was started, as its clock has it now: setting the clock moves this, and nothing else does."""
    return time.time() - time.clock_gettime(time.CLOCK_BOOTTIME)


def _asked(taken_at: datetime, not_before: datetime) -> timedelta | None:
    """Ask for day and hour by a watch on the wall; both or nothing."""
    local = taken_at.astimezone()
    asking.tell(_("The clock of this computer says {day}: it cannot be trusted.").format(day=f"{local:%d/%m/%Y %H:%M}"))
    asking.tell(_("Look at a watch. Enter alone: this sheet will say that its time is not sure."))
    day = asking.ask(_("What day is it? (for example 23/11/2026)"), said.day)
    hour = asking.ask(_("What time is it? (for example 14:30)"), said.hour) if day else None
    if day is None or hour is None:
        return None
    now = datetime.combine(day, hour).astimezone(UTC)
    if now < not_before:
        asking.tell(
            _("This is before {day}, which is past already. The time stays unknown.").format(
                day=f"{not_before.astimezone():%d/%m/%Y %H:%M}"
            )
        )
        return None
    correction = now - taken_at
    session.remember(_MEMORY, {"seconds": correction.total_seconds(), "started": _started()})
    return correction
