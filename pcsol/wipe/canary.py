"""Proof that does not rely on the disk's word: blocks that only a key can foretell, written before a firmware command
and looked for after it; and keyed hashes of sectors as they were. An erasure that left any of them did not erase.

Positions are drawn by the key as well: a disk cannot know which blocks to spare.
"""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from itertools import count, islice

from pcsol.model.erasure.journal import CanarySheet, PreImage
from pcsol.model.erasure.outcome import Canaries
from pcsol.tools.block.buffers import page_aligned, same
from pcsol.tools.block.stream import Keystream
from pcsol.tools.block.surface import SectorError, Surface
from pcsol.wipe.passes.gauge import Gauge, telling
from pcsol.wipe.passes.reins import Reins
from pcsol.wipe.readback.content import recognise

CANARIES = 1000  # each a seek of some 10 ms: ten seconds of a hard disk
UNIT_BYTES = 4096


def plant(device: Surface, key: bytes, reins: Reins, canaries: int = CANARIES) -> CanarySheet:
    """Hash sectors as they are, write canaries elsewhere, and see that they stand on the disk itself.

    `key`: 32 secret bytes, for this disk and this time only. Canaries stand in the first, the last and the middle
    block and where the key says. Only sectors that hold something are hashed: zeros would "survive" every erasure.
    Raises StoppedError's caller's way out: what was written by then is harmless.
    """
    unit = max(UNIT_BYTES, device.logical_sector_bytes)
    blocks, others = _positions(device, key, unit, canaries)
    gauge = Gauge((len(others) + 2 * len(blocks)) * unit)
    view = page_aligned(unit)
    with telling(gauge, reins):
        images = tuple(
            image for at in _each(others, gauge, reins, unit) if (image := _pre_image(device, key, at, view))
        )
        for at in _each(blocks, gauge, reins, unit):
            _stream(key).fill(at, view)
            with suppress(SectorError):
                device.write(at, view)
        device.flush()
        device.drop_cache()
        standing = tuple(at for at in _each(blocks, gauge, reins, unit) if _survives(device, key, at, view))
    return CanarySheet(unit_bytes=unit, canaries=standing, pre_images=images)


def look(device: Surface, sheet: CanarySheet, key: bytes, reins: Reins) -> Canaries:
    """Count what survived: a canary of which one sector is still there, a sector whose hash is still the same."""
    device.drop_cache()
    unit = sheet.unit_bytes
    gauge = Gauge((len(sheet.canaries) + len(sheet.pre_images)) * unit)
    gauge.phase = "verify"
    view = page_aligned(unit)
    before = {image.offset_bytes: image.digest for image in sheet.pre_images}
    with telling(gauge, reins):
        canaries = [_survives(device, key, at, view) for at in _each(sheet.canaries, gauge, reins, unit)]
        images = [_unchanged(device, key, at, before[at]) for at in _each(tuple(before), gauge, reins, unit)]
    return Canaries(
        written=len(canaries),
        survived=canaries.count(True),
        pre_images=len(images),
        pre_images_survived=images.count(True),
        unreadable=canaries.count(None) + images.count(None),
    )


def _positions(device: Surface, key: bytes, unit: int, canaries: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return where canaries go and where pre-images are taken, each rising; no two overlap."""
    whole = device.size_bytes // unit
    wanted = min(canaries, whole // 4)
    drawn = list(islice(_drawn(key, whole), 2 * wanted)) if whole >= 8 else []
    fixed = {0, whole // 2 * unit, max(device.size_bytes - unit, 0)} if whole else set()
    blocks = fixed | {number * unit for number in drawn[::2]}
    return tuple(sorted(blocks)), tuple(sorted(number * unit for number in drawn[1::2]))


def _drawn(key: bytes, whole: int) -> Iterator[int]:
    """Draw block numbers, none twice, none that a fixed canary (first, middle, last) touches."""
    seen = {0, whole // 2, whole - 1, whole - 2}
    for number in count():
        drawn = (
            int.from_bytes(hashlib.blake2b(number.to_bytes(8, "big"), key=key, person=b"pcsol-place").digest()) % whole
        )
        if drawn not in seen:
            seen.add(drawn)
            yield drawn


def _each(offsets: tuple[int, ...], gauge: Gauge, reins: Reins, unit: int) -> Iterator[int]:
    for at in offsets:
        reins.check()
        yield at
        gauge.done_bytes += unit


def _stream(key: bytes) -> Keystream:
    return Keystream(hashlib.blake2b(key=key, digest_size=32, person=b"pcsol-canary").digest(), "aes-256-ctr")


def _digest(key: bytes, offset_bytes: int, sector: memoryview) -> str:
    hashed = hashlib.blake2b(offset_bytes.to_bytes(8, "big"), key=key, digest_size=16, person=b"pcsol-before")
    hashed.update(sector)
    return hashed.hexdigest()


def _pre_image(device: Surface, key: bytes, at: int, view: memoryview) -> PreImage | None:
    """Hash the first sector of a block that holds more than one short pattern; None where none does."""
    with suppress(SectorError):
        device.read_into(at, view)
        size = device.logical_sector_bytes
        for start in range(0, len(view), size):
            sector = view[start : start + size]
            if recognise(at + start, sector).content in ("noise", "mixed"):
                return PreImage(offset_bytes=at + start, digest=_digest(key, at + start, sector))
    return None


def _survives(device: Surface, key: bytes, at: int, view: memoryview) -> bool | None:
    wanted, size = page_aligned(len(view)), device.logical_sector_bytes
    _stream(key).fill(at, wanted)
    try:
        device.read_into(at, view)
    except SectorError:
        return None
    return any(same(view[s : s + size], wanted[s : s + size]) for s in range(0, len(view), size))


def _unchanged(device: Surface, key: bytes, at: int, digest: str) -> bool | None:
    sector = page_aligned(device.logical_sector_bytes)
    try:
        device.read_into(at, sector)
    except SectorError:
        return None
    return _digest(key, at, sector) == digest
