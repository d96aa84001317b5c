"""Open what a drive hides (HPA, DCO, AMAX) before it is erased, or say that it could not be opened.

Only the drive's own answers count: `hdparm -N` shows an HPA where a bridge answered nothing (seen).
"""

from collections.abc import Callable
from typing import Literal

from pcsol.i18n import _
from pcsol.model.erasure.hidden import HiddenArea, HiddenAreas
from pcsol.tools.firmware import rescan
from pcsol.tools.firmware.ata import capacity, identify, overlay
from pcsol.tools.firmware.ata.identify import Identity
from pcsol.wipe.firmware.job import TICK_SECONDS, Job

Kind = Literal["hpa", "dco", "amax"]
_DIRECT = ("sata", "ata")
_WITHOUT = ("nvme", "mmc")  # their standards have no such areas
_KERNEL_SECONDS = 10.0
OFF_BY_ONE = 1  # some drives write the number of sectors where the standard wants the last address


def open_hidden_areas(job: Job, kernel_size: Callable[[], int | None] | None = None) -> HiddenAreas:
    """Find what is hidden, make it visible for good, and read the new size back from drive and kernel.

    Sends SET MAX ADDRESS, SET ACCESSIBLE MAX ADDRESS and DEVICE CONFIGURATION RESTORE, each after `job.look_again`.
    """
    seen: list[str] = []
    if job.disk.bus in _WITHOUT:
        return HiddenAreas(size_bytes=job.disk.size_bytes)
    before = _identify(job, seen) if job.disk.bus in _DIRECT else None
    if before is None:
        why = _("It could not be asked whether the disk hides an area: the way to it does not allow that.")
        return HiddenAreas(areas=(HiddenArea(kind="hpa", state="unknown", text=why),), evidence=tuple(seen))
    areas = [_open_maximum(job, before, seen)]
    now = _identify(job, seen) or before
    if before.has_dco:
        areas.append(_open_overlay(job, now, seen))
        now = _identify(job, seen) or now
    grown = now.sectors != before.sectors
    size = _kernel(job, now, seen, kernel_size or (lambda: _asked_again(job)), grown=grown)
    missing = size is not None and size < now.sectors * now.logical_sector_bytes
    return HiddenAreas(areas=tuple(areas), size_bytes=size, power_cycle=missing, evidence=tuple(seen))


def _open_maximum(job: Job, before: Identity, seen: list[str]) -> HiddenArea:
    """HPA or AMAX: whichever the drive has."""
    kind: Kind = "amax" if before.has_amax else "hpa"
    if not (before.has_amax or before.has_hpa):
        return _area(kind, "none", before.sectors, before.sectors)
    whole, answer = capacity.native_sectors(job.wire, wide=before.wide, amax=before.has_amax)
    seen.append(answer.line)
    if whole is None or whole < before.sectors:
        return _area(kind, "unknown", before.sectors, None)
    if whole == before.sectors:
        return _area(kind, "none", before.sectors, whole)
    job.look_again()
    seen.extend(each.line for each in capacity.show(job.wire, whole, wide=before.wide, amax=before.has_amax))
    after = _identify(job, seen)
    return _area(kind, "opened" if after is not None and after.sectors == whole else "kept", before.sectors, whole)


def _open_overlay(job: Job, before: Identity, seen: list[str]) -> HiddenArea:
    whole, answer = overlay.sectors(job.wire)
    seen.append(answer.line)
    if whole is None or whole + OFF_BY_ONE < before.sectors:
        return _area("dco", "unknown", before.sectors, None)
    if whole - before.sectors <= OFF_BY_ONE:
        return _area("dco", "none", before.sectors, before.sectors)
    job.look_again()
    seen.append(overlay.restore(job.wire).line)
    after = _identify(job, seen)
    if after is not None and after.sectors < whole:  # the restored drive may have an HPA of the old size
        job.look_again()
        seen.extend(each.line for each in capacity.show(job.wire, whole, wide=after.wide, amax=False))
        after = _identify(job, seen)
    opened = after is not None and whole - after.sectors <= OFF_BY_ONE
    return _area("dco", "opened" if opened else "kept", before.sectors, whole)


def _kernel(job: Job, now: Identity, seen: list[str], size: Callable[[], int | None], *, grown: bool) -> int | None:
    """Have the kernel take notice, for at most ten seconds, where the drive has grown."""
    if grown:
        seen.append(capacity.wake_the_kernel(job.wire).line)
    wanted = now.sectors * now.logical_sector_bytes
    until = job.watch.seconds() + _KERNEL_SECONDS
    told = size()
    while grown and told is not None and told < wanted and job.watch.seconds() < until:
        job.watch.sleep(TICK_SECONDS)
        told = size()
    seen.append(f"kernel: {told} bytes, drive: {wanted} bytes")
    return told


def _asked_again(job: Job) -> int | None:
    rescan.rescan(job.disk.name)
    return rescan.size_bytes(job.wire.descriptor)


def _identify(job: Job, seen: list[str]) -> Identity | None:
    found, answer = identify.read(job.wire)
    seen.append(f"{found.line} sectors={found.sectors}" if found else answer.line)
    return found


def _area(
    kind: Kind, state: Literal["none", "opened", "kept", "unknown"], visible: int, whole: int | None
) -> HiddenArea:
    hidden = (whole or visible) - visible
    text = {
        "none": _("The disk hides nothing here ({kind})."),
        "opened": _("The disk hid {count} sectors ({kind}); they are visible now."),
        "kept": _("The disk hides {count} sectors ({kind}) and did not give them out: they are not erased."),
        "unknown": _("The disk did not tell whether it hides sectors ({kind})."),
    }[state].format(kind=kind.upper(), count=hidden)
    return HiddenArea(kind=kind, state=state, visible_sectors=visible, whole_sectors=whole, text=text)
