"""What a technique is given: one disk, the line to it, and whom to tell."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from pcsol.model.erasure.outcome import StepOutcome
from pcsol.model.erasure.plan import Step
from pcsol.model.erasure.progress import Progress
from pcsol.model.hardware.disk import Disk
from pcsol.tools.firmware.wire import Wire

TICK_SECONDS = 0.5


def is_of(serial: str, disk: Disk) -> bool:
    """Say whether the drive that gives this serial number is the disk that was meant, but for signs that udev writes
    differently. A USB bridge may give one of its own."""
    told, known = (re.sub(r"[^0-9A-Za-z]", "", one) for one in (serial, disk.serial or ""))
    return not known or told == known or disk.bus == "usb"


def _nobody() -> None:
    """Hear it, and do nothing."""


class Stop(Protocol):
    """A threading.Event, or whatever else can say that the person wants to stop."""

    def is_set(self) -> bool:
        """Say it."""


@dataclass(frozen=True, slots=True)
class Watch:
    """The clock, so that a test need not wait. Seconds; `now` is for papers, `seconds` for measuring."""

    seconds: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))


@dataclass(frozen=True, slots=True)
class Job:
    """`look_again` is called right before every command that changes the disk, and raises DiskChangedError when it is
    not the same one any more; it must not send a command of its own to the drive.

    `password_set`: called with the password *before* it is set; returns only when that is written down and flushed.
    `password_gone`: called when the drive says that none is set any more. `begun`: called when the drive took a command
    at which it then works alone. `resumes`: the journal says that the drive took this very step's command and was not
    seen to end: a drive that is at it still is followed. `left_behind`: called when a command did not come back and is
    waited for no longer; the kernel does, and whoever opens the disk or writes to it may wait with it.
    """

    disk: Disk
    wire: Wire
    look_again: Callable[[], None]
    tell: Callable[[Progress], None]
    stop: Stop
    password_set: Callable[[str], None]
    password_gone: Callable[[], None]
    begun: Callable[[], None] = _nobody
    left_behind: Callable[[], None] = _nobody
    resumes: bool = False
    watch: Watch = field(default_factory=Watch)

    @property
    def size_bytes(self) -> int:
        """The size of the disk, 0 where it is not known."""
        return self.disk.size_bytes or 0

    def at(self, fraction: float | None, seconds_left: float | None = None) -> None:
        """Tell how far the drive is, 0 to 1."""
        done = int(self.size_bytes * min(max(fraction or 0.0, 0.0), 1.0))
        self.tell(
            Progress(
                disk=self.disk.name,
                phase="firmware",
                done_bytes=done,
                of_bytes=self.size_bytes,
                seconds_left=seconds_left,
            )
        )


class Evidence:
    """What was seen, in order, raw; and when it began."""

    def __init__(self, step: Step, job: Job) -> None:
        self._step, self._job = step, job
        self._lines: list[str] = []
        self._started_at, self._started = job.watch.now(), job.watch.seconds()

    def add(self, line: str) -> None:
        """Keep one line, unless it says what the one before it said."""
        if self._lines[-1:] != [line]:
            self._lines.append(line)

    @property
    def lines(self) -> tuple[str, ...]:
        """What was seen so far."""
        return tuple(self._lines)

    def completed(self) -> StepOutcome:
        """End: the drive was seen to run and to end well."""
        return self._outcome(None)

    def fault(self, why: str) -> StepOutcome:
        """End in any other way; `why` is one sentence in the language of the moment."""
        return self._outcome(why)

    def _outcome(self, fault: str | None) -> StepOutcome:
        return StepOutcome(
            step=self._step,
            started_at=self._started_at,
            seconds=self._job.watch.seconds() - self._started,
            completed=fault is None,
            evidence=self.lines,
            fault=fault,
        )
