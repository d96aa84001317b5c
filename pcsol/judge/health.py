"""A disk's grade: A (give it) to D (parts or destruction), or *not graded*. "PASSED" alone is never a good grade:
98 % of disks with sectors that were replaced or cannot be read say it (30,590 disks)."""

from collections.abc import Iterable

from pcsol.i18n import _
from pcsol.judge.disk_findings import Weight, findings
from pcsol.model.hardware.disk import Disk, Grade, Health, Smart
from pcsol.model.reason import Reason

_FAILING: tuple[Grade, ...] = ("C", "D")


def grade(disk: Disk) -> Health:
    """Return the grade with its reasons, worst first.

    A disk that shows a failing gets C or D whatever else is unknown of it. Null is *not graded*: the facts that a good
    grade needs are not all there, and the first reason says which.
    """
    if disk.smart is None:
        return Health(reasons=(_no_answer(),))
    found = findings(disk.medium, disk.smart)
    worst: Grade = found[0].grade if found else "A"
    gap = None if worst in _FAILING else _gap(disk)
    return Health(
        grade=worst if gap is None else None,
        smart_passed=disk.smart.passed,
        power_on_hours=disk.smart.power_on_hours,
        crc_errors=disk.smart.crc_errors,
        reasons=_reasons(disk.smart, found, gap),
    )


def _reasons(smart: Smart, found: Iterable[Weight], gap: Reason | None) -> tuple[Reason, ...]:
    """What is missing, what was found, what is only worth a note, and what SMART cannot tell."""
    weighed = [weight.reason for weight in found]
    if gap is not None:
        return (gap, *weighed, *_notes(smart))
    return (*(weighed or [_nothing_found()]), *_notes(smart), _misses_half())


def _gap(disk: Disk) -> Reason | None:
    """The first fact that is missing for a grade of this medium."""
    smart = disk.smart or Smart()
    if smart.available is False:
        return Reason(code="no-smart", text=_("The disk does not watch its own health (no SMART)."))
    if smart.enabled is False and smart.scsi is None:
        return Reason(code="smart-disabled", text=_("The disk's watch on its own health (SMART) is switched off."))
    if disk.medium is None:
        return Reason(code="medium-unknown", text=_("It is not known whether this is a hard disk or an SSD."))
    if disk.medium == "flash":
        return Reason(code="flash-not-graded", text=_("Memory cards and USB sticks do not tell how they are."))
    if smart.passed is None:
        return Reason(code="verdict-unknown", text=_("The disk did not give its own verdict."))
    return _hdd_gap(smart) if disk.medium == "hdd" else _ssd_gap(smart)


def _hdd_gap(smart: Smart) -> Reason | None:
    known = (
        smart.scsi.grown_defects is not None
        if smart.scsi
        else None
        not in (
            smart.reallocated_sectors,
            smart.pending_sectors,
        )
    )
    if known:
        return None
    return Reason(code="attributes-missing", text=_("The disk did not tell its counts of bad sectors."))


def _ssd_gap(smart: Smart) -> Reason | None:
    if smart.wear_percent_used is None:
        return Reason(code="wear-unknown", text=_("The SSD does not tell how much of its writing life is used up."))
    if smart.nvme is not None and smart.nvme.critical_warning is None:
        return Reason(code="verdict-unknown", text=_("The disk did not give its own verdict."))
    return None


def _notes(smart: Smart) -> tuple[Reason, ...]:
    """Attribute 188 packs three counts, and Seagate's differ by design: the first is worth a note, never a grade."""
    found = next((a for a in smart.attributes or () if a.id == 188 and a.raw_text), None)
    first = found.raw_text.split()[0] if found else "0"
    count = int(first) & 0xFFFF if first.isascii() and first.isdigit() else 0
    if not count:
        return ()
    text = _("The disk answered late {count} times; a cable or the power supply may be the cause.").format(count=count)
    return (Reason(code="command-timeouts", value=count, text=text),)


def _no_answer() -> Reason:
    return Reason(code="no-answer", text=_("The disk did not say how it is."))


def _nothing_found() -> Reason:
    return Reason(code="nothing-found", text=_("Nothing that announces a failure was found."))


def _misses_half() -> Reason:
    # Google 2007: 56 % of the disks that failed had shown none of the four strongest signs.
    text = _("A disk's own report (SMART) misses about half of all failures: keep backups.")
    return Reason(code="smart-misses-half", text=text)
