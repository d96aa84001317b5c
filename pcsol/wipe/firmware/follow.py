"""Follow an erase that the drive does by itself, until it ends, stands still, or stops making sense."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Thread
from typing import Literal, TypeVar

from pcsol.i18n import _
from pcsol.wipe.firmware.beside import Beside
from pcsol.wipe.firmware.job import TICK_SECONDS, Job
from pcsol.wipe.plan.limits import SLOWEST_BYTES_PER_SECOND

State = Literal["running", "succeeded", "failed", "unclear"]
Told = TypeVar("Told")

# An Intel 660p stood at 655 of 65,536 for weeks (nvme-cli issues 1784 and 3027). A block erase may say 0 until it ends.
# A whole pass at a slow disk's speed is long enough to stand still, and 30 minutes are for any.
STILL_SECONDS, LEAST_STILL_SECONDS = 30 * 60.0, 120.0
# A drive that resets its line is silent for a while; then it speaks again, or it does not.
UNCLEAR_SECONDS = 60.0
# The kernel gives up a command at its own limit, and resets the line; only then is nothing more to come.
_GRACE_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Sighting:
    """One look at the drive: `progress` from 0 to 1, None where it does not say; `line` is the evidence."""

    state: State
    progress: float | None
    line: str


@dataclass(frozen=True, slots=True)
class Ending:
    """How it ended. `ran`: it was seen running. `fault`: one sentence, unless the drive says that it succeeded."""

    ran: bool
    last: Sighting
    fault: str | None


def follow(look: Callable[[], Sighting], job: Job, *, expected_seconds: float | None = None) -> Ending:
    """Look twice a second until it ends, or stands still for longer than `patience_seconds`."""
    patience = patience_seconds(job.size_bytes, expected_seconds)
    begun = moved = clear = job.watch.seconds()
    ran, furthest = False, -1.0
    while True:
        seen, now = look(), job.watch.seconds()
        ran = ran or seen.state == "running"
        if seen.state != "unclear":
            clear = now
        if seen.state == "running" and (seen.progress or 0) > furthest:
            moved, furthest = now, seen.progress or 0
        fault = _fault(seen, now - moved, now - clear, patience)
        if job.stop.is_set() and seen.state not in ("succeeded", "failed"):
            fault = _("Stopped while the disk was erasing itself: it goes on alone, and nothing proves how it ends.")
        if fault or seen.state == "succeeded":
            return Ending(ran, seen, fault)
        job.at(seen.progress if seen.state == "running" else max(furthest, 0), _left(seen, now - begun))
        job.watch.sleep(TICK_SECONDS)


def patience_seconds(size_bytes: int, expected_seconds: float | None = None) -> float:
    """Return how long a drive may stand still: 30 minutes, less for a small one, and twice what it said it needs."""
    pass_seconds = size_bytes / SLOWEST_BYTES_PER_SECOND if size_bytes else STILL_SECONDS
    return max(min(STILL_SECONDS, max(LEAST_STILL_SECONDS, pass_seconds)), 2 * (expected_seconds or 0))


def _fault(seen: Sighting, still: float, unclear: float, patience: float) -> str | None:
    if seen.state == "failed":
        return _("The disk says that its erase failed.")
    if seen.state == "unclear" and unclear >= UNCLEAR_SECONDS:
        return _("The disk says neither that it is erasing, nor that it is done: that proves nothing.")
    if seen.state == "running" and still >= patience:
        return _("The disk has not got any further for {minutes} minutes.").format(minutes=round(still / 60))
    return None


def _left(seen: Sighting, elapsed: float) -> float | None:
    """Only once a hundredth is done is the rest more than a guess."""
    return elapsed * (1 - seen.progress) / seen.progress if seen.progress and seen.progress >= 0.01 else None


def wait_for(
    call: Callable[[], Told],
    job: Job,
    *,
    limit_seconds: float,
    expected_seconds: float | None,
    beside: Beside | None = None,
) -> Told | None:
    """Run one long command in a thread and tell meanwhile how far it is: what the drive says (`beside`), else the time.

    None: it did not come back in time, or the drive said that it stands still; it is left behind, `job.left_behind`
    knows of it. It cannot be stopped: a drive that is cut off in SECURITY ERASE stays locked.
    """
    answers: list[Told] = []
    faults: list[Exception] = []
    over = Event()

    def run() -> None:
        try:
            answers.append(call())
        except Exception as err:  # noqa: BLE001  # raised again below, where it is heard
            faults.append(err)
        finally:
            over.set()

    Thread(target=run, name="firmware", daemon=True).start()
    if beside:
        beside.begin(over)
    begun = job.watch.seconds()
    while not over.wait(TICK_SECONDS):
        elapsed = job.watch.seconds() - begun
        if elapsed > limit_seconds + _GRACE_SECONDS or (beside and beside.stands_still):
            job.left_behind()
            return None
        job.at(*_so_far(elapsed, expected_seconds, beside.progress if beside else None))
    if faults:
        raise faults[0]
    return answers[0]


def _so_far(elapsed: float, expected: float | None, told: float | None) -> tuple[float | None, float | None]:
    """Return how far it is, and how many seconds are left; None for what nobody knows."""
    if told is not None:
        return told, _left(Sighting("running", told, ""), elapsed)
    return (min(elapsed / expected, 0.99), max(0.0, expected - elapsed)) if expected else (None, None)
