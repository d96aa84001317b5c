"""Read a disk back, all of it or a sample, and say what it holds and where it holds something else."""

import secrets
import time
from collections import Counter
from contextlib import suppress

from pcsol.model.erasure.outcome import Verification
from pcsol.model.erasure.plan import BUDGET, Budget, Depth
from pcsol.tools.block.buffers import page_aligned
from pcsol.tools.block.stream import ZEROS, Pattern, Stream
from pcsol.tools.block.surface import SectorError, Surface, unit_of
from pcsol.wipe.passes.ahead import made_ahead
from pcsol.wipe.passes.budget import HopelessError, Purse
from pcsol.wipe.passes.gauge import Curve, Gauge, telling
from pcsol.wipe.passes.reins import Reins, StoppedError
from pcsol.wipe.passes.rescue import around
from pcsol.wipe.passes.room import to_read
from pcsol.wipe.passes.stretches import Stretch, Stretches, blocks_from, without
from pcsol.wipe.readback.checks import AgainstStream, Check, IsNoise
from pcsol.wipe.readback.content import Seen, recognise
from pcsol.wipe.readback.places import places

# What firmware may leave. Noise is one of them after a crypto erase only: the caller adds it.
ERASED = frozenset({"zeros", "ones", "uniform", "periodic"})
_GUESSES = 64
_GUESS_BYTES = 64 << 10
LOST_SECONDS = 5.0  # what a power cut may forget of the time that bad sectors cost


def read_back(
    device: Surface,
    expected: Stream | None,
    depth: Depth,
    reins: Reins,
    accepted: frozenset[str] = ERASED,
    budget: Budget = BUDGET,
) -> Verification:
    """Read past every cache, through a descriptor that cannot write. It passes when every byte is as it should be.

    `expected` None: what most of 64 places hold is taken for what all should hold, and must be among `accepted`; where
    that is nothing known, all that is not zero is mismatched. A stop or a spent budget ends it unpassed, what was not
    read then being `unread`. Raises DiskChangedError.
    """
    if device.writable:
        raise ValueError("a disk is read back through a descriptor of its own that cannot write")
    device.drop_cache()
    reader = _Reader(device, _check(device, expected, to_read(reins.at_once).part_bytes), depth, reins, budget)
    reader.run()
    return reader.result(accepted if expected is None else None)


class _Reader:
    def __init__(self, device: Surface, check: Check, depth: Depth, reins: Reins, budget: Budget) -> None:
        size, sector = device.size_bytes, device.logical_sector_bytes
        self.device, self.check, self.depth, self.reins = device, check, depth, reins
        self.stretches = places(size, sector, secrets.randbelow) if depth == "sample" else [(0, size)]
        self.places = len(self.stretches) if depth == "sample" else 1
        self.room = to_read(reins.at_once)
        self.unread, self.mismatched = Stretches(), Stretches()
        self.offset = self.read_bytes = 0
        self.purse = Purse(budget)
        self.gauge = Gauge(sum(end - start for start, end in self.stretches), slows=device.slows)
        self.curve = Curve(size)
        self.began = self.noted = time.monotonic()

    def run(self) -> None:
        self.gauge.phase = "verify"
        with telling(self.gauge, self.reins), suppress(StoppedError, HopelessError):
            while self._rest():
                try:
                    self._read_on()
                except SectorError:
                    self._go_around()
        for start, end in self._rest():
            self.unread.add(start, end)
        if self.purse.errors:
            self.reins.lost(self.purse.seconds)

    def _rest(self) -> list[Stretch]:
        return [(max(start, self.offset), end) for start, end in self.stretches if end > self.offset]

    def _read_on(self) -> None:
        last = time.monotonic()
        pieces = blocks_from(self.offset, self.stretches, self.room.block_bytes)
        with made_ahead(self._read_and_look, pieces, self.room) as blocks:
            for block in blocks:
                self.reins.check()
                for stretch in block.made:
                    self.mismatched.add(*stretch)
                self.offset = block.offset + len(block.view)
                self.read_bytes += len(block.view)
                self.gauge.done_bytes = self.read_bytes
                now = time.monotonic()
                self.curve.add(block.offset, len(block.view), now - last)
                last = now

    def _read_and_look(self, offset: int, view: memoryview) -> list[Stretch]:
        self.device.read_into(offset, view)
        return self.check.look(offset, view)

    def _go_around(self) -> None:
        """Find the bad stretch and cut it out; what was read on the way is read again by `_read_on`, and looked at."""
        start, limit = self._rest()[0]
        most = self.room.block_bytes
        block = (start, min(start + most, limit))
        bad = around(self._attempt, block, limit, unit_of(self.device), most)
        self.unread.add(*bad)
        self.stretches = without(self.stretches, bad)

    def _attempt(self, start: int, end: int) -> bool:
        self.reins.check()
        self.purse.check(len(self.unread))
        began = time.monotonic()
        try:
            self.device.read_into(start, page_aligned(end - start))
        except SectorError:
            self._pay(time.monotonic() - began)
            return False
        self.gauge.worked += 1
        return True

    def _pay(self, seconds: float) -> None:
        self.purse.pay(seconds)
        self.gauge.errors = self.purse.errors
        if time.monotonic() - self.noted >= LOST_SECONDS:
            self.noted = time.monotonic()
            self.reins.lost(self.purse.seconds)

    def result(self, accepted: frozenset[str] | None) -> Verification:
        sector = self.device.logical_sector_bytes
        whole = not self.mismatched and not self.unread
        seen = self._seen()
        return Verification(
            depth=self.depth,
            passed=whole and (accepted is None or seen.content in accepted),
            read_bytes=self.read_bytes,
            of_bytes=self.device.size_bytes,
            places=self.places,
            seconds=time.monotonic() - self.began,
            content=seen.content,
            pattern_hex=seen.pattern.hex() or None,
            mismatched=self.mismatched.sectors(sector),
            unread=self.unread.sectors(sector),
            speed=self.curve.points(),
        )

    def _seen(self) -> Seen:
        if not self.mismatched:
            return Seen(self.check.content, self.check.pattern)
        return _most_frequent(self.device) if self.mismatched.total_bytes >= self.read_bytes else Seen("mixed")


def _check(device: Surface, expected: Stream | None, part_bytes: int) -> Check:
    if expected is not None:
        return AgainstStream(expected, device.logical_sector_bytes, part_bytes)
    seen = _most_frequent(device)
    if seen.content == "noise":
        return IsNoise()
    return AgainstStream(Pattern(seen.pattern) if seen.pattern else ZEROS, device.logical_sector_bytes, part_bytes)


def _most_frequent(device: Surface) -> Seen:
    """Look at 64 places, and return what most of them hold."""
    size, sector = min(_GUESS_BYTES, device.size_bytes), device.logical_sector_bytes
    view = page_aligned(size)
    last = (device.size_bytes - size) // sector
    seen: Counter[Seen] = Counter()
    for number in range(_GUESSES):
        offset = last * number // (_GUESSES - 1) * sector
        with suppress(SectorError):
            device.read_into(offset, view)
            seen[recognise(offset, view)] += 1
    return seen.most_common(1)[0][0] if seen else Seen("mixed")
