"""Have one disk read by a thread, and look after it: a disk that hangs must not hang the run."""

import threading
from contextvars import copy_context
from dataclasses import dataclass, field
from typing import Literal

from pcsol.diagnostics.bench import Bench, Found, Tell
from pcsol.diagnostics.disks import tested
from pcsol.diagnostics.missing import not_testable, recorded
from pcsol.diagnostics.unattended.disk_read.surface import Reader
from pcsol.errors import NotPermittedError, PCSolError
from pcsol.i18n import _
from pcsol.judge.testing.disks import reading as judge
from pcsol.model.hardware.disk import Disk
from pcsol.tools.read_only_disk import ReadOnlyDisk

_LOOK_SECONDS = 0.5
# The kernel gives a command 30 s, resets the line and asks again, several times (drivers/ata/libata-eh.c; sd_mod).
HUNG_SECONDS = 150.0
_END_SECONDS = 2.0


@dataclass(slots=True)
class _Work:
    """What the reading thread shows of itself."""

    reader: Reader | None = None
    error: PCSolError | None = None
    stop: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True, slots=True)
class Reading:
    """The reading of one disk. `sampled_seconds`: None for all of it; `seconds`: how long it takes by plan."""

    disk: Disk
    sampled_seconds: int | None
    seconds: int

    def run(self, bench: Bench, tell: Tell) -> Found:
        """Read it."""
        if bench.world.source == "album":
            return recorded()
        work = _Work()
        thread = threading.Thread(
            target=copy_context().run, args=(self._read, work, bench), name=f"read {self.disk.name}", daemon=True
        )
        began = bench.now()
        thread.start()
        try:
            ended = self._look_after(thread, work, began, bench, tell)
        finally:
            work.stop.set()
        thread.join(_END_SECONDS)
        return self._judged(work, ended)

    def _read(self, work: _Work, bench: Bench) -> None:
        try:
            with ReadOnlyDisk(self.disk.name) as disk:
                work.reader = Reader(disk, self.sampled_seconds, bench.now, work.stop)
                work.reader.read()
        except PCSolError as err:
            work.error = err

    def _look_after(
        self, thread: threading.Thread, work: _Work, began: float, bench: Bench, tell: Tell
    ) -> Literal["hung", "slow"] | None:
        """Return why it is not waited for any longer; None when it has ended. Raises StoppedError."""
        while thread.is_alive():
            reader = work.reader
            tell(reader.share() if reader else 0.0, _unread(reader))
            bench.rest(_LOOK_SECONDS)
            since = reader.since if reader else began
            if since is not None and thread.is_alive() and bench.now() - since > HUNG_SECONDS:
                return "hung"
            if bench.now() - began > tested.longest_seconds(self.seconds):
                return "slow"
        return None

    def _judged(self, work: _Work, ended: Literal["hung", "slow"] | None) -> Found:
        if isinstance(work.error, NotPermittedError):
            return not_testable("not-permitted", work.error.what)
        if work.error is not None:
            return Found(*judge.unopened(work.error.what))
        if work.reader is None:
            return Found(*judge.unopened(_("The disk {name} does not answer.").format(name=self.disk.name)))
        return Found(*judge.judge(work.reader.found(ended), self.disk))


def _unread(reader: Reader | None) -> str:
    count = len(reader.unread) if reader else 0
    return _("unreadable places: {count}").format(count=count) if count else ""
