"""What a disk says of itself, now against before: counters that grew, a grade that fell."""

from collections.abc import Callable, Iterator

from pcsol.i18n import N_, _
from pcsol.judge.compare.pairing import Pair
from pcsol.judge.compare.rows import look
from pcsol.model.comparison import Difference
from pcsol.model.hardware.disk import Disk, Health

PART = "disk"
Counter = Callable[[Disk], int | None]

# A counter that a kind of disk does not have is null on both sides, and is then no question at all.
_COUNTERS: tuple[tuple[str, Counter], ...] = (
    (N_("reallocated sectors"), lambda disk: disk.smart.reallocated_sectors if disk.smart else None),
    (N_("pending sectors"), lambda disk: disk.smart.pending_sectors if disk.smart else None),
    (N_("offline uncorrectable sectors"), lambda disk: disk.smart.offline_uncorrectable if disk.smart else None),
    (N_("reported uncorrectable errors"), lambda disk: disk.smart.reported_uncorrectable if disk.smart else None),
    (N_("spin retries"), lambda disk: disk.smart.spin_retries if disk.smart else None),
    (N_("media errors"), lambda disk: disk.smart.nvme.media_errors if disk.smart and disk.smart.nvme else None),
    (N_("grown defects"), lambda disk: disk.smart.scsi.grown_defects if disk.smart and disk.smart.scsi else None),
)
_CRC = N_("transfer errors (cable)")
# Reasons of a grade that weigh nothing (`pcsol.judge.health`).
_NOTES = frozenset({"nothing-found", "command-timeouts", "smart-misses-half"})


def compare_health(both: Pair[Disk], subject: str, unknown: list[str]) -> Iterator[Difference]:
    """Give what became worse; put into `unknown` what one side does not tell."""
    if both.before.smart is None and both.before.health.grade is None:
        unknown.append(_("its health"))
        return
    if both.after.smart is None and both.after.health.grade is None:
        unknown.append(_("its health"))
        return
    yield from _grown(both, subject, unknown)
    yield from _judged(both, subject, unknown)
    yield from _younger(both, subject)


def _grown(both: Pair[Disk], subject: str, unknown: list[str]) -> Iterator[Difference]:
    for name, counter in (*_COUNTERS, (_CRC, lambda disk: disk.health.crc_errors)):
        before, after = counter(both.before), counter(both.after)
        if (before is None) != (after is None):
            unknown.append(_(name))
        elif before is not None and after is not None and after > before:
            said = _("{counter}: more than before.").format(counter=_(name).capitalize())
            text = said + " " + _("Change the cable, or push it in.") if name == _CRC else said
            yield look(PART, subject, "errors" if name == _CRC else "worse", text, f"{before}", f"{after}")


def _judged(both: Pair[Disk], subject: str, unknown: list[str]) -> Iterator[Difference]:
    before, after = both.before.health, both.after.health
    if (before.grade is None) != (after.grade is None):
        unknown.append(_("its grade"))
    elif before.grade is not None and after.grade is not None and after.grade > before.grade and not _by_cable(after):
        yield look(PART, subject, "worse", _("The health of this disk fell."), before.grade, after.grade)
    if before.smart_passed and after.smart_passed is False:
        yield look(PART, subject, "worse", _("The disk says of itself now that it is failing."), "PASSED", "FAILED")


def _by_cable(health: Health) -> bool:
    """Errors on the cable alone allow a B: they are told as what they are, and the disk is not ill."""
    weighing = {reason.code for reason in health.reasons} - _NOTES
    return health.grade == "B" and weighing == {"crc-errors"}


def _younger(both: Pair[Disk], subject: str) -> Iterator[Difference]:
    """Hours of use only ever grow: fewer means another disk, or a counter that somebody turned back."""
    before, after = both.before.health.power_on_hours, both.after.health.power_on_hours
    if before is not None and after is not None and after < before:
        text = _("This disk claims fewer hours of use than before.")
        yield look(PART, subject, "changed", text, f"{before} h", f"{after} h")
