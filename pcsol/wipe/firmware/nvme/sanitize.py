"""Sanitize: start it, follow its log page, and believe it when the log names this very command and says success."""

from pcsol.i18n import _
from pcsol.model.erasure.outcome import StepOutcome
from pcsol.model.erasure.plan import Step
from pcsol.tools.firmware.nvme import identify, sanitize
from pcsol.tools.firmware.nvme.identify import Controller
from pcsol.tools.firmware.nvme.sanitize import Kind, Log
from pcsol.wipe.firmware.ata.sanitize import pattern_of
from pcsol.wipe.firmware.follow import Sighting, State, follow
from pcsol.wipe.firmware.job import Evidence, Job, is_of

_STATES: dict[str | None, State] = {"running": "running", "succeeded": "succeeded", "failed": "failed"}


def run(step: Step, kind: Kind, job: Job) -> StepOutcome:
    """Erase the drive and its only namespace. Never raises but what `job.look_again` raises."""
    evidence = Evidence(step, job)
    found, done = identify.controller(job.wire)
    evidence.add(found.line if found else done.line)
    before, asked = sanitize.log(job.wire)
    evidence.add(before.line if before else asked.line)
    at_it = _at_it(before, kind, job)
    if why := not_this_one(found, job) or _not_now(found, before, kind, at_it=at_it) or more_namespaces(found, job):
        return evidence.fault(why)
    cdw10 = before.scdw10 if before is not None and at_it else _start(found, kind, pattern_of(step), job, evidence)
    if cdw10 is None:
        return evidence.fault(_("The disk did not take the command Sanitize."))
    ending = follow(
        lambda: _look(job, cdw10), job, expected_seconds=before.seconds.get(kind) if before is not None else None
    )
    evidence.add(ending.last.line)
    if ending.fault:
        if ending.last.state == "failed":
            evidence.add(sanitize.leave_failure(job.wire).line)
        return evidence.fault(ending.fault)
    if before is not None and not ending.ran and ending.last.line == before.line:
        return evidence.fault(_("The disk says that it is done, as it said before: it was not seen erasing."))
    job.at(1.0)
    return evidence.completed()


def not_this_one(found: Controller | None, job: Job) -> str | None:
    """Say why not, where another drive answers than the one that was meant, or none."""
    if found is None:
        return _("The disk does not describe itself (Identify Controller).")
    if not is_of(found.serial, job.disk):
        return _("The disk that answers has another serial number than the one that was meant.")
    return None


def more_namespaces(found: Controller | None, job: Job) -> str | None:
    """Say why not, where the drive holds, or may hold, more than the namespace that the person named."""
    listed = identify.namespaces(job.wire, managed=found is not None and found.manages_namespaces)
    if listed is None:
        return _("This drive does not tell how many namespaces it holds, and the command would erase them all.")
    if len(listed) == 1:
        return None
    return _("This drive holds {count} namespaces, and the command would erase them all.").format(count=len(listed))


def _at_it(before: Log | None, kind: Kind, job: Job) -> bool:
    """The drive is still at the very thing that the journal says PCSol began."""
    begun = before is not None and before.state == "running" and before.scdw10 & sanitize.ACTION_BITS
    return job.resumes and begun == sanitize.words(kind, purge_or_fail=False) & sanitize.ACTION_BITS


def _not_now(found: Controller | None, before: Log | None, kind: Kind, *, at_it: bool) -> str | None:
    if found is None:
        return _("The disk does not describe itself (Identify Controller).")
    supported = {
        "crypto": found.sanitize_crypto,
        "block": found.sanitize_block,
        "overwrite": found.sanitize_overwrite,
    }
    if not supported[kind]:
        return _("The disk does not say that it can erase itself in this way.")
    if before is None:
        return _("The disk does not show its sanitize log, so that its end could not be seen.")
    return (
        _("The disk is erasing itself already. Wait until it is done.")
        if before.state == "running" and not at_it
        else None
    )


def _start(found: Controller | None, kind: Kind, pattern: int, job: Job, evidence: Evidence) -> int | None:
    """Return the CDW10 that was accepted, or None. "Purge or fail" is asked for where the drive can attest it; one that
    does not know the bit is asked without."""
    for strict in (True, False) if found is not None and found.purge_reported else (False,):
        job.look_again()
        done = sanitize.start(job.wire, kind, purge_or_fail=strict, pattern=pattern)
        evidence.add(done.line)
        if done.accepted:
            job.begun()
        if not (strict and done.invalid_field):
            return done.command.cdw10 if done.accepted else None
    return None


def _look(job: Job, cdw10: int) -> Sighting:
    """A success of another command (SCDW10) is not this one's."""
    log, done = sanitize.log(job.wire)
    if log is None:
        return Sighting("unclear", None, done.line)
    state = _STATES.get(log.state, "unclear")
    if state == "succeeded" and log.scdw10 != cdw10:
        state = "unclear"
    return Sighting(state, log.progress, log.line)
