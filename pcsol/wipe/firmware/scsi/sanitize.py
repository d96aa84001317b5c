"""SANITIZE: start it, follow its sense; a drive that ended before it was seen running is made to answer once more."""

from pcsol.i18n import _
from pcsol.model.erasure.outcome import StepOutcome
from pcsol.model.erasure.plan import Step
from pcsol.tools.firmware.scsi import opcodes, sanitize
from pcsol.tools.firmware.scsi.sanitize import Kind
from pcsol.wipe.firmware.follow import Sighting, State, follow, wait_for
from pcsol.wipe.firmware.job import Evidence, Job
from pcsol.wipe.plan.limits import erase_limit

# "Idle" after GOOD is how a SCSI drive says that it is done; unlike ATA it keeps no "completed without error".
_STATES: dict[str | None, State] = {"running": "running", "idle": "succeeded", "failed": "failed"}


def run(step: Step, kind: Kind, job: Job) -> StepOutcome:
    """Erase the whole medium. Never raises but what `job.look_again` raises."""
    evidence = Evidence(step, job)
    if opcodes.supports(job.wire, sanitize.SANITIZE, sanitize.ACTIONS[kind]) is not True:
        return evidence.fault(_("The disk does not say that it can erase itself in this way."))
    before = _look(job)
    evidence.add(before.line)
    if before.state == "running" and not job.resumes:
        return evidence.fault(_("The disk is erasing itself already. Wait until it is done."))
    pattern = bytes.fromhex(step.pattern_hex or "00000000")
    if before.state != "running" and not _started(kind, pattern, job, evidence):
        return evidence.fault(_("The disk did not take the command SANITIZE."))
    ending = follow(lambda: _look(job), job)
    evidence.add(ending.last.line)
    if ending.fault:
        if ending.last.state == "failed":
            evidence.add(sanitize.leave_failure(job.wire).line)
        return evidence.fault(ending.fault)
    if not ending.ran and not _waited_for(kind, pattern, job, evidence):
        return evidence.fault(_("The disk says that it is done, as it said before: it was not seen erasing."))
    job.at(1.0)
    return evidence.completed()


def _started(kind: Kind, pattern: bytes, job: Job, evidence: Evidence) -> bool:
    job.look_again()
    started = sanitize.start(job.wire, kind, pattern=pattern)
    evidence.add(started.line)
    if started.good:
        job.begun()
    return started.good


def _waited_for(kind: Kind, pattern: bytes, job: Job, evidence: Evidence) -> bool:
    """Send it again without IMMED: GOOD then means "done", not "begun" (SBC-4, 5.26.1)."""
    job.look_again()
    limit = erase_limit(None, job.size_bytes)
    ended = wait_for(
        lambda: sanitize.start(job.wire, kind, pattern=pattern, wait_seconds=limit),
        job,
        limit_seconds=limit,
        expected_seconds=None,
    )
    evidence.add(ended.line if ended else "SANITIZE: no answer")
    after = _look(job)
    evidence.add(after.line)
    return ended is not None and ended.good and after.state == "succeeded"


def _look(job: Job) -> Sighting:
    status = sanitize.status(job.wire)
    line = "; ".join([*(reply.line for reply in status.replies), f"data={status.replies[0].data.hex()}"])
    return Sighting(_STATES.get(status.state, "unclear"), status.progress, line)
