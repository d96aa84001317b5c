"""The facts of an erasure in the shape of a paper: whole numbers, and no more points and ranges than can be read."""

import math
from dataclasses import dataclass

from pcsol.model.erasure.candidate import Candidate
from pcsol.model.erasure.outcome import Erasure, SectorRange, SpeedPoint, Verification
from pcsol.model.erasure.plan import Level
from pcsol.model.hardware.disk import Disk
from pcsol.model.papers.certificate import (
    Because,
    Deed,
    Device,
    HiddenFound,
    Proof,
    SectorMap,
    SmartFacts,
    Source,
    SpeedAt,
    Storage,
    Told,
)
from pcsol.model.papers.context import PaperContext

MOST_POINTS = 120
MOST_RANGES = 500
# RFC 8785 sees a number as a double: NVMe counts in 128 bits, and beyond this one a whole number is not exact.
MOST = 2**53 - 1


@dataclass(frozen=True, slots=True)
class Telling:
    """The sentences of an erasure, in both languages where it was told twice."""

    language: str
    erasure: Erasure
    other: Erasure | None

    def reasons(self) -> tuple[Because, ...]:
        """Return why: of the plan, then of the verdict."""
        ours = (*self.erasure.plan.reasons, *self.erasure.reasons)
        theirs = (*self.other.plan.reasons, *self.other.reasons) if self.other else ()
        texts = self._paired([one.text for one in ours], [one.text for one in theirs])
        return tuple(Because(code=one.code, text=text) for one, text in zip(ours, texts, strict=True))

    def remarks(self) -> tuple[Told, ...]:
        """Return what the engine says was not covered, and what it could not find out."""
        ours, theirs = _remarks(self.erasure), _remarks(self.other) if self.other else []
        return tuple(self._paired(ours, theirs))

    def _paired(self, ours: list[str], theirs: list[str]) -> list[Told]:
        """Two tellings that do not pair are not mixed up: then the first one stands for both."""
        theirs = theirs if len(theirs) == len(ours) else ours
        return [
            Told(fr=a, en=b) if self.language == "fr" else Told(fr=b, en=a) for a, b in zip(ours, theirs, strict=True)
        ]


def _remarks(erasure: Erasure) -> list[str]:
    said = [*erasure.plan.not_covered, *erasure.not_checked, *(one.why for one in erasure.unknown)]
    return list(dict.fromkeys(said))


def device(erasure: Erasure) -> Device:
    """Return what was erased: as it was seen before, else as it was planned."""
    candidate = erasure.plan.candidate
    disk = candidate.disk
    sector_bytes = disk.logical_sector_bytes
    sizes = [one.size_bytes for one in (disk, erasure.after) if one and one.size_bytes]
    size_bytes = max(sizes, default=None)  # a hidden area that was lifted makes a disk larger
    return Device(
        id=candidate.id,
        manufacturer=disk.vendor,
        model=_model(candidate),
        serial=disk.serial,
        wwn=disk.wwn,
        firmware=disk.firmware,
        media=disk.medium,
        bus=disk.bus,
        size_bytes=size_bytes,
        sectors=size_bytes // sector_bytes if size_bytes and sector_bytes else None,
        sector_bytes=sector_bytes,
    )


def _model(candidate: Candidate) -> str | None:
    return "loop" if candidate.kind == "loop" else candidate.disk.model


def source(context: PaperContext) -> Source:
    """Return the tower, as this station's records and the probe know it."""
    return Source(
        tower_code=context.custody.code or context.tower.code,
        tower_manufacturer=context.tower_manufacturer,
        tower_model=context.tower_model,
        marks=context.tower.marks,
        lot=context.custody.lot,
        asset_number=context.custody.donor_asset_number,
    )


def deeds(erasure: Erasure) -> tuple[Deed, ...]:
    """Return what was done, step by step."""
    return tuple(
        Deed(
            technique=outcome.step.technique,
            pattern_hex=outcome.step.pattern_hex,
            started_at=outcome.started_at,
            seconds=_whole(outcome.seconds),
            completed=outcome.completed,
            written_bytes=outcome.written_bytes,
            speed=curve(outcome.speed),
            evidence=outcome.evidence,
            fault=outcome.fault,
        )
        for outcome in erasure.steps
    )


def hidden_areas(erasure: Erasure) -> tuple[HiddenFound, ...] | None:
    """Return what the disk hid, and whether it was lifted; None when it could not be asked."""
    if erasure.hidden is None:
        return None
    names = ("kind", "state", "visible_sectors", "whole_sectors")
    return tuple(HiddenFound(**{name: getattr(area, name) for name in names}) for area in erasure.hidden.areas)


def proof(found: Verification) -> Proof:
    """Return what was read back. Of pre-images only their number leaves the engine."""
    return Proof(
        depth=found.depth,
        passed=found.passed,
        read_bytes=found.read_bytes,
        of_bytes=found.of_bytes,
        places=found.places,
        seconds=_whole(found.seconds),
        content=found.content,
        pattern_hex=found.pattern_hex,
        canaries=found.canaries,
        speed=curve(found.speed),
    )


def curve(points: tuple[SpeedPoint, ...]) -> tuple[SpeedAt, ...]:
    """Return at most MOST_POINTS, each the mean of its neighbours, so that a dip does not fall out."""
    step = -(-len(points) // MOST_POINTS) or 1
    groups = [points[start : start + step] for start in range(0, len(points), step)]
    return tuple(
        SpeedAt(
            offset_bytes=group[0].offset_bytes,
            bytes_per_second=_whole(sum(point.bytes_per_second for point in group) / len(group)),
        )
        for group in groups
    )


def sector_map(erasure: Erasure) -> SectorMap:
    """Return the sectors that are not as they should be; the numbers count all of them, the lists the first ones."""
    kinds = {
        "unwritten": merged(tuple(one for outcome in erasure.steps for one in outcome.unwritten)),
        "unread": merged(erasure.verification.unread),
        "mismatched": merged(erasure.verification.mismatched),
    }
    return SectorMap(
        unwritten=kinds["unwritten"][:MOST_RANGES],
        unread=kinds["unread"][:MOST_RANGES],
        mismatched=kinds["mismatched"][:MOST_RANGES],
        unwritten_sectors=_count(kinds["unwritten"]),
        unread_sectors=_count(kinds["unread"]),
        mismatched_sectors=_count(kinds["mismatched"]),
        ranges_left_out=sum(max(0, len(ranges) - MOST_RANGES) for ranges in kinds.values()),
    )


def merged(ranges: tuple[SectorRange, ...]) -> tuple[SectorRange, ...]:
    """Return the same sectors in order, each counted once: two passes fail at the same place."""
    found: list[SectorRange] = []
    for one in sorted(ranges, key=lambda one: one.first):
        if found and one.first <= found[-1].last + 1:
            found[-1] = SectorRange(first=found[-1].first, last=max(found[-1].last, one.last))
        else:
            found.append(one)
    return tuple(found)


def _count(ranges: tuple[SectorRange, ...]) -> int:
    return sum(one.last - one.first + 1 for one in ranges)


def smart(disk: Disk | None) -> SmartFacts | None:
    """Return the few facts that matter; None when nobody asked."""
    if disk is None or disk.smart is None:
        return None
    said, nvme = disk.smart, disk.smart.nvme
    numbers = {
        "power_on_hours": said.power_on_hours,
        "reallocated_sectors": said.reallocated_sectors,
        "pending_sectors": said.pending_sectors,
        "uncorrectable": said.reported_uncorrectable,
        "crc_errors": said.crc_errors,
        "wear_percent_used": said.wear_percent_used,
        "media_errors": nvme.media_errors if nvme else None,
        "temperature_celsius": said.temperature_celsius,
    }
    return SmartFacts(passed=said.passed, **{name: _exact(value) for name, value in numbers.items()})


def storage(context: PaperContext, this: str | None, level: Level) -> Storage:
    """Return all storage of the tower, as far as it was seen; the line of this disk says what its paper says."""
    seen = context.disks_seen and tuple(
        one.model_copy(update={"became": "erased" if level != "none" else "not-erased", "level": level})
        if this is not None and one.id == this
        else one
        for one in context.disks_seen
    )
    return Storage(
        disks_seen=seen,
        drives_counted=context.custody.drives_counted,
        drives_seen=None if seen is None else sum(one.became != "own-medium" for one in seen),
        hidden=None if context.hidden_storage is None else tuple(one.text for one in context.hidden_storage),
    )


def _exact(value: int | None) -> int | None:
    return None if value is None else min(value, MOST)


def _whole(value: float) -> int:
    """A speed over no time at all is no number."""
    return max(0, min(MOST, round(value))) if math.isfinite(value) else 0
