"""Write a stream over a span of a disk: once, flushed, with what failed tried once more at the end."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from pcsol.errors import DiskFailedError
from pcsol.i18n import _
from pcsol.model.erasure.plan import BUDGET, Budget
from pcsol.tools.block.buffers import page_aligned, zeros_unwritten
from pcsol.tools.block.stream import Stream, stands_still
from pcsol.tools.block.surface import SectorError, Surface, unit_of
from pcsol.wipe.passes.ahead import Block, made_ahead, one_for_all
from pcsol.wipe.passes.budget import HopelessError, Purse
from pcsol.wipe.passes.gauge import Curve, Gauge, telling
from pcsol.wipe.passes.reins import Reins, StoppedError
from pcsol.wipe.passes.rescue import around
from pcsol.wipe.passes.room import to_write
from pcsol.wipe.passes.stretches import Stretch, Stretches, blocks_from, bytes_of
from pcsol.wipe.write.again import Again
from pcsol.wipe.write.written import Span, Written

KEEP_SECONDS = 5.0  # what is flushed to the disk, and noted, at most so often: what a power cut may cost


def overwrite(device: Surface, stream: Stream, span: Span, reins: Reins, budget: Budget = BUDGET) -> Written:
    """Write all of the span, or say what is left. Bad sectors are no error: they stand in `unwritten`.

    Raises DiskChangedError when the disk is gone; what was flushed before stands in the journal.
    """
    return _Writer(device, stream, span, reins, budget).run()


class _Writer:
    def __init__(self, device: Surface, stream: Stream, span: Span, reins: Reins, budget: Budget) -> None:
        start = span.start if span.resume_at is None else span.resume_at
        self.device, self.stream, self.span, self.reins = device, stream, span, reins
        self.room = to_write(reins.at_once)
        self.offset = start
        self.left = Stretches(bytes_of(span.unwritten, device.logical_sector_bytes))
        self.purse = Purse(budget, span.error_seconds)
        self.gauge = Gauge(span.end - span.start, done_bytes=start - span.start, slows=device.slows)
        self.curve = Curve(device.size_bytes)
        self.began = self.kept = self.written = time.monotonic()
        self.stopped = False
        self.fault: str | None = None

    def run(self) -> Written:
        with telling(self.gauge, self.reins):
            with self._ending():
                self.gauge.phase = "write"
                self._sweep()
                if len(self.left):
                    self._retry()
            with self._ending():
                self._keep()
        return self._result()

    @contextmanager
    def _ending(self) -> Iterator[None]:
        """Turn each way to end into what the result says of it."""
        try:
            yield
        except StoppedError:
            self.stopped = True
        except HopelessError as spent:
            self.left.add(self.offset, self.span.end)
            self.fault = self._hopeless(spent)
        except DiskFailedError as err:
            self.fault = err.what

    def _hopeless(self, spent: HopelessError) -> str:
        """Name the limit that it was, of the two that the plan states."""
        if spent.places is not None:
            said = _("The disk has too many bad sectors: PCSol gave up after {places} bad places.")
            return said.format(places=spent.places)
        said = _("The disk has too many bad sectors: PCSol gave up after losing {minutes} minutes to them.")
        return said.format(minutes=round(self.purse.all_seconds / 60))

    def _sweep(self) -> None:
        """Write on from `self.offset`, anew behind each bad stretch."""
        while self.offset < self.span.end:
            with self._blocks((self.offset, self.span.end)) as blocks:
                for block in blocks:
                    self.reins.check()
                    end = block.offset + len(block.view)
                    if not self._write(block.offset, block.view):
                        self._go_around((block.offset, end))
                        break
                    self._passed(end)

    def _go_around(self, failed: Stretch) -> None:
        first, after = around(self._attempt, failed, self.span.end, unit_of(self.device), self.room.block_bytes)
        self.left.add(first, after)
        self._passed(max(after, failed[0]))

    def _passed(self, offset: int) -> None:
        """All before this offset was written, or is in `self.left`."""
        now = time.monotonic()
        self.curve.add(self.offset, offset - self.offset, now - self.written)
        self.offset, self.written = offset, now
        self.gauge.done_bytes = offset - self.span.start
        if now - self.kept >= KEEP_SECONDS:
            self._keep()

    def _retry(self) -> None:
        """Try all that was left once more; whatever works is left no longer, so that an end at any moment costs none
        of it."""
        again, most = Again(self.left), self.room.block_bytes

        def attempt(start: int, end: int) -> bool:
            worked = self._attempt(start, end)
            if worked:
                again.worked(start, end)
                self.left = again.left
                self._retried(again)
            return worked

        self.reins.tell(self.gauge.reading(self.reins.disk))
        self.gauge.begin("retry", again.of_bytes)
        while (rest := again.next()) is not None:
            start, end = rest
            block = (start, min(start + most, end))
            is_done = attempt(*block)
            again.at = block[1] if is_done else around(attempt, block, end, unit_of(self.device), most)[1]
            self._retried(again)

    def _retried(self, again: Again) -> None:
        self.gauge.done_bytes = again.done_bytes
        if time.monotonic() - self.kept >= KEEP_SECONDS:
            self._keep()

    def _attempt(self, start: int, end: int) -> bool:
        """Write one piece out of the order of things."""
        self.reins.check()
        self.purse.check(len(self.left))
        view = page_aligned(end - start)
        self.stream.fill(start, view)
        return self._write(start, view)

    def _write(self, offset: int, view: memoryview) -> bool:
        began = time.monotonic()
        try:
            self.device.write(offset, view)
        except SectorError:
            self.purse.pay(time.monotonic() - began)
            self.gauge.errors = self.purse.errors
            return False
        self.gauge.worked += 1
        return True

    @contextmanager
    def _blocks(self, stretch: Stretch) -> Iterator[Iterator[Block[None]]]:
        pieces = blocks_from(stretch[0], [stretch], self.room.block_bytes)
        if not stands_still(self.stream, stretch[0], self.room.block_bytes):
            with made_ahead(self.stream.fill, pieces, self.room) as blocks:
                yield blocks
            return
        buffer = zeros_unwritten(self.room.block_bytes)
        if self.stream.content != "zeros":
            self.stream.fill(stretch[0], buffer)
        yield one_for_all(buffer, pieces)

    def _keep(self) -> None:
        self.device.flush()
        self.kept = time.monotonic()
        left = self.left.sectors(self.device.logical_sector_bytes)
        self.reins.keep(self.offset, left, self.kept - self.began, self.curve.points(), self.purse.seconds)

    def _result(self) -> Written:
        return Written(
            completed=not self.stopped and self.fault is None,
            stopped=self.stopped,
            offset_bytes=self.offset,
            written_bytes=self.offset - self.span.start - self._left_before(self.offset),
            unwritten=self.left.sectors(self.device.logical_sector_bytes),
            speed=self.curve.points(),
            seconds=time.monotonic() - self.began,
            errors=self.purse.errors,
            error_seconds=self.purse.seconds,
            fault=self.fault,
        )

    def _left_before(self, offset: int) -> int:
        return sum(min(end, offset) - min(start, offset) for start, end in self.left)
