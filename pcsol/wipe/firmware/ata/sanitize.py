"""SANITIZE DEVICE: start it, follow it, and believe it only when the drive says SD0 *and* "completed without error"."""

from pcsol.i18n import _
from pcsol.model.erasure.outcome import StepOutcome
from pcsol.model.erasure.plan import Step
from pcsol.tools.firmware.ata import identify, sanitize
from pcsol.tools.firmware.ata.passthrough import Answer
from pcsol.tools.firmware.ata.sanitize import Kind, Status
from pcsol.wipe.firmware.follow import Sighting, State, follow
from pcsol.wipe.firmware.job import Evidence, Job, is_of

# SD0 without the success bit is "unclear": some adapters drop the registers, and a drive at work then looks idle.
_STATES: dict[str | None, State] = {"running": "running", "succeeded": "succeeded", "failed": "failed"}


def run(step: Step, kind: Kind, job: Job) -> StepOutcome:
    """Erase the whole medium. Never raises but what `job.look_again` raises."""
    evidence = Evidence(step, job)
    found, answer = identify.read(job.wire)
    evidence.add(found.line if found else answer.line)
    if found is not None and not is_of(found.serial, job.disk):
        return evidence.fault(_("The disk that answers has another serial number than the one that was meant."))
    before = sanitize.status(job.wire)
    evidence.add(before.answer.line)
    if why := _not_now(before, job):
        return evidence.fault(why)
    started = None if before.state == "running" else _start(step, kind, before, job, evidence)
    if started is not None and not started.accepted:
        return evidence.fault(_("The disk did not take the command SANITIZE."))
    ending = follow(lambda: _look(job), job)
    evidence.add(ending.last.line)
    if ending.fault:
        if ending.last.state == "failed":  # so that another technique may write
            evidence.add(sanitize.clear_failure(job.wire).answer.line)
        return evidence.fault(ending.fault)
    ran = ending.ran or before.state == "running" or _began(started)
    if before.state == "succeeded" and not ran:
        return evidence.fault(_("The disk says that it is done, as it said before: it was not seen erasing."))
    job.at(1.0)
    return evidence.completed()


def _start(step: Step, kind: Kind, before: Status, job: Job, evidence: Evidence) -> Answer:
    if before.state == "failed":
        evidence.add(sanitize.clear_failure(job.wire).answer.line)
    job.look_again()
    started = sanitize.start(job.wire, kind, pattern_of(step))
    evidence.add(started.line)
    if started.accepted:
        job.begun()
    return started


def _began(started: Answer | None) -> bool:
    """The answer to the command itself may say "in process"."""
    return started is not None and sanitize.read_status(started).state == "running"


def pattern_of(step: Step) -> int:
    """Return the four bytes that an overwrite repeats, as one number; zeros where the step names none."""
    told = bytes.fromhex(step.pattern_hex or "")
    return int.from_bytes((told * 4)[:4], "big") if told else 0


def _not_now(before: Status, job: Job) -> str | None:
    if before.state == "running" and not job.resumes:
        return _("The disk is erasing itself already. Wait until it is done.")
    if before.state == "frozen":
        return _("The disk's SANITIZE is frozen until it is switched off.")
    if before.state is None:
        return _("The disk does not say how far SANITIZE is, so that its end could not be seen.")
    return None


def _look(job: Job) -> Sighting:
    status = sanitize.status(job.wire)
    return Sighting(_STATES.get(status.state, "unclear"), status.progress, status.answer.line)
