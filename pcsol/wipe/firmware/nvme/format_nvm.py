"""Format NVM with a secure erase setting: one long command; no log tells afterwards what it did."""

from pcsol.i18n import _
from pcsol.model.erasure.outcome import StepOutcome
from pcsol.model.erasure.plan import Step
from pcsol.tools.firmware.nvme import admin, identify
from pcsol.tools.firmware.nvme.format_nvm import format_nvm
from pcsol.tools.firmware.nvme.identify import Controller
from pcsol.wipe.firmware.follow import wait_for
from pcsol.wipe.firmware.job import Evidence, Job
from pcsol.wipe.firmware.nvme.sanitize import more_namespaces, not_this_one

LIMIT_SECONDS = 2 * 3600.0  # no NVMe drive states how long it takes; minutes are usual


def run(step: Step, job: Job, *, crypto: bool) -> StepOutcome:
    """Erase the drive's only namespace. Never raises but what `job.look_again` raises."""
    evidence = Evidence(step, job)
    found, done = identify.controller(job.wire)
    evidence.add(found.line if found else done.line)
    held = admin.namespace(job.wire)
    now = identify.format_of(job.wire, held) if held is not None else None
    if found is None or held is None or now is None:
        return evidence.fault(_("The disk does not describe itself (Identify Controller)."))
    if why := not_this_one(found, job) or _not_now(found, job, crypto=crypto):
        return evidence.fault(why)
    job.look_again()
    ended = wait_for(
        lambda: format_nvm(
            job.wire,
            # All at once where the controller takes that, for one that formats only all of them anyway as well.
            held if found.format_one_by_one else admin.ALL_NAMESPACES,
            lba_format=now,
            crypto=crypto,
            seconds=LIMIT_SECONDS,
        ),
        job,
        limit_seconds=LIMIT_SECONDS,
        expected_seconds=None,
    )
    evidence.add(ended.line if ended else "FORMAT NVM: no answer")
    if ended is None or not ended.accepted:
        return evidence.fault(_("The disk did not carry out the command Format NVM."))
    job.at(1.0)
    return evidence.completed()


def _not_now(found: Controller, job: Job, *, crypto: bool) -> str | None:
    """A controller without the bit answers "Success" to a crypto erase that it cannot do (seen)."""
    if not (found.format_crypto if crypto else found.format):
        return _("The disk does not say that it can erase itself in this way.")
    return more_namespaces(found, job)
