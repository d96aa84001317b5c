"""Secure discard of an eMMC, range by range. The kernel's word is all that there is."""

from pcsol.i18n import _
from pcsol.model.erasure.outcome import StepOutcome
from pcsol.model.erasure.plan import Step
from pcsol.tools.firmware.discard import secure_discard
from pcsol.wipe.firmware.follow import wait_for
from pcsol.wipe.firmware.job import Evidence, Job

_RANGE_BYTES = 256 << 20
_LIMIT_SECONDS = 600.0


def run(step: Step, job: Job) -> StepOutcome:
    """Erase the whole medium. Never raises but what `job.look_again` raises."""
    evidence = Evidence(step, job)
    if not job.size_bytes:
        return evidence.fault(_("The size of the disk is not known."))
    for first in range(0, job.size_bytes, _RANGE_BYTES):
        length = min(_RANGE_BYTES, job.size_bytes - first)
        if job.stop.is_set():
            return evidence.fault(_("Stopped before the end."))
        job.look_again()
        errors = wait_for(
            lambda first=first, length=length: (secure_discard(job.wire, first, length),),  # type: ignore[misc]
            job,
            limit_seconds=_LIMIT_SECONDS,
            expected_seconds=None,
        )
        evidence.add(f"BLKSECDISCARD {first}+{length}: {'no answer' if errors is None else errors[0] or 'done'}")
        if errors is None:
            return evidence.fault(
                _("The disk did not answer within {minutes} minutes.").format(minutes=round(_LIMIT_SECONDS / 60))
            )
        if errors != (None,):
            return evidence.fault(_("The disk did not carry out the secure discard."))
        job.at((first + length) / job.size_bytes)
    return evidence.completed()
