"""Whether a clock may be believed."""

from datetime import UTC, datetime, timedelta
from typing import Literal

from pydantic import AwareDatetime

from pcsol.model.noun import Noun

# Nothing that PCSol did can have been done before it was made: an older clock is wrong, whatever it agrees with.
RELEASED = datetime(2026, 11, 1, tzinfo=UTC)
# What was done to a tower within it belongs together: it was in the same hands.
ONE_VISIT = timedelta(hours=24)
_AGREE = timedelta(minutes=2)


class ClockReading(Noun):
    """One look at the clocks: the system's, the clock chip's, and whether the kernel says that a time server leads."""

    now: AwareDatetime | None = None
    rtc: AwareDatetime | None = None
    synchronised: bool | None = None


def source(clock: ClockReading) -> Literal["ntp", "rtc", "system"]:
    """Return who the time comes from: "ntp", "rtc" (the chip agrees with the system) or "system" alone."""
    if clock.synchronised:
        return "ntp"
    return "rtc" if _agree(clock) else "system"


def trusted(clock: ClockReading, not_before: datetime = RELEASED) -> bool:
    """Return whether the time is led by a server, or two clocks agree on it, and it is not older than `not_before`."""
    if clock.now is None or clock.now < not_before:
        return False
    return clock.synchronised is True or _agree(clock)


def _agree(clock: ClockReading) -> bool:
    return clock.now is not None and clock.rtc is not None and abs(clock.now - clock.rtc) <= _AGREE
