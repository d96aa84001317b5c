"""Format NVM with a secure erase setting: one long command; no log tells afterwards what it did.

Some drives tell meanwhile how far they are (FPI of Identify Namespace): one that says that it stands still is left.
"""

from pcsol.i18n import _
from pcsol.model.erasure.outcome import StepOutcome
from pcsol.model.erasure.plan import Step
from pcsol.tools.firmware.nvme import admin, identify
from pcsol.tools.firmware.nvme.format_nvm import format_nvm
from pcsol.tools.firmware.nvme.identify import Controller, Namespace
from pcsol.wipe.firmware.beside import Beside
from pcsol.wipe.firmware.follow import patience_seconds, wait_for
from pcsol.wipe.firmware.job import Evidence, Job
from pcsol.wipe.firmware.nvme.sanitize import more_namespaces, not_this_one
from pcsol.wipe.plan.limits import FORMAT_SECONDS


def run(step: Step, job: Job, *, crypto: bool) -> StepOutcome:
    """Erase the drive's only namespace. Never raises but what `job.look_again` raises."""
    evidence = Evidence(step, job)
    found, done = identify.controller(job.wire)
    evidence.add(found.line if found else done.line)
    held = admin.namespace(job.wire)
    now, seen = identify.namespace_of(job.wire, held) if held is not None else (None, done)
    evidence.add(now.line if now else seen.line)
    if found is None or held is None or now is None:
        return evidence.fault(_("The disk does not describe itself (Identify Controller)."))
    if why := not_this_one(found, job) or _not_now(found, job, crypto=crypto):
        return evidence.fault(why)
    beside = _beside(now, held, job)
    job.look_again()
    ended = wait_for(
        lambda: format_nvm(
            job.wire,
            # All at once where the controller takes that, for one that formats only all of them anyway as well.
            held if found.format_one_by_one else admin.ALL_NAMESPACES,
            lba_format=now.lba_format,
            crypto=crypto,
            seconds=FORMAT_SECONDS,
        ),
        job,
        limit_seconds=FORMAT_SECONDS,
        expected_seconds=None,
        beside=beside,
    )
    evidence.add(ended.line if ended else _unanswered(beside))
    if ended is None:
        return evidence.fault(_no_answer(beside))
    if not ended.accepted:
        return evidence.fault(_("The disk did not carry out the command Format NVM."))
    job.at(1.0)
    return evidence.completed()


def _not_now(found: Controller, job: Job, *, crypto: bool) -> str | None:
    """A controller without the bit answers "Success" to a crypto erase that it cannot do (seen)."""
    if not (found.format_crypto if crypto else found.format):
        return _("The disk does not say that it can erase itself in this way.")
    return more_namespaces(found, job)


def _beside(before: Namespace, nsid: int, job: Job) -> Beside | None:
    """Only a drive that says that it tells is asked. Each question may take as long as the format: else the kernel, for
    a drive that answers one thing after the other, would reset the controller in the midst of it."""
    if not before.tells_progress:
        return None

    def look() -> float | None:
        found, _done = identify.namespace_of(job.wire, nsid, FORMAT_SECONDS)
        return found.formatted if found else None

    return Beside(look, job, patience_seconds(job.size_bytes))


def _unanswered(beside: Beside | None) -> str:
    told = f", formatted={beside.progress:.2f}" if beside and beside.progress is not None else ""
    return f"FORMAT NVM: no answer{told}"


def _no_answer(beside: Beside | None) -> str:
    if beside and beside.stands_still:
        still = round(beside.still_seconds / 60)
        return _("The disk has not got any further for {minutes} minutes.").format(minutes=still)
    return _("The disk did not answer within {minutes} minutes.").format(minutes=round(FORMAT_SECONDS / 60))
