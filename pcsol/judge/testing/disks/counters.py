"""A disk's counters before and after it worked: one that rises while it is read is a finding of its own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pcsol.i18n import N_, _
from pcsol.model.hardware.disk import Smart
from pcsol.model.reason import Reason
from pcsol.model.testing.run import Evidence, Result


@dataclass(frozen=True, slots=True)
class _Counter:
    """`code`; where it stands; its words; what its rise means: a surface that is going, or a line that disturbs."""

    code: str
    read: Callable[[Smart], int | None]
    text: str
    result: Result = "failed"


_COUNTERS = (
    _Counter("reallocated", lambda disk: disk.reallocated_sectors,
             N_("replaced sectors: {before} before, {after} after")),
    _Counter("pending", lambda disk: disk.pending_sectors,
             N_("unreadable sectors: {before} before, {after} after")),
    _Counter("uncorrectable", lambda disk: disk.offline_uncorrectable,
             N_("sectors lost for good: {before} before, {after} after")),
    _Counter("reported", lambda disk: disk.reported_uncorrectable,
             N_("reads given up: {before} before, {after} after")),
    _Counter("nvme-media", lambda disk: disk.nvme.media_errors if disk.nvme else None,
             N_("errors of the medium: {before} before, {after} after")),
    _Counter("grown-defects", lambda disk: disk.scsi.grown_defects if disk.scsi else None,
             N_("grown defects: {before} before, {after} after")),
    _Counter("scsi-unread", lambda disk: disk.scsi.uncorrected_read if disk.scsi else None,
             N_("reads given up: {before} before, {after} after")),
    _Counter("crc", lambda disk: disk.crc_errors,
             N_("errors on the cable: {before} before, {after} after"), "to-look-at"),
)  # fmt: skip


def evidence(before: Smart | None, after: Smart | None) -> tuple[Evidence, ...]:
    """Return each counter that was told at both looks; its limit is what it was before."""
    return tuple(
        Evidence(code=f"counter-{counter.code}", value=now, limit=was, text=_said(counter, was, now))
        for counter, was, now in _pairs(before, after)
    )


def rises(before: Smart | None, after: Smart | None) -> Iterator[tuple[Result, Reason]]:
    """Give each counter that rose, and what it amounts to."""
    for counter, was, now in _pairs(before, after):
        if now > was:
            what = _said(counter, was, now)
            if counter.code == "crc":
                text = _("The disk's cable disturbs: {what}. Change it, then test again.").format(what=what)
            else:
                text = _("The disk got worse while it was tested: {what}.").format(what=what)
            yield counter.result, Reason(code=f"rose-{counter.code}", value=now, limit=was, text=text)


def _said(counter: _Counter, was: int, now: int) -> str:
    return _(counter.text).format(before=was, after=now)


def _pairs(before: Smart | None, after: Smart | None) -> Iterator[tuple[_Counter, int, int]]:
    if before is None or after is None:
        return
    for counter in _COUNTERS:
        was, now = counter.read(before), counter.read(after)
        if was is not None and now is not None:
            yield counter, was, now
