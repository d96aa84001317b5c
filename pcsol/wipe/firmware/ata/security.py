"""SECURITY ERASE UNIT: a password is set, the erase takes it away, and IDENTIFY must show that it did.

Never through a USB bridge, a SAS or a RAID adapter: bridges let SET PASSWORD pass and drop the erase, and the drive is
locked.
"""

from pcsol.i18n import _
from pcsol.model.erasure.outcome import StepOutcome
from pcsol.model.erasure.plan import Step
from pcsol.model.hardware.disk import Disk
from pcsol.tools.firmware.ata import identify, security
from pcsol.tools.firmware.ata.identify import Identity
from pcsol.wipe.firmware.follow import wait_for
from pcsol.wipe.firmware.job import Evidence, Job, is_of
from pcsol.wipe.plan.limits import erase_limit

_BRIDGED = ("usb", "sas", "scsi")  # ATA itself is "ata" or "sata": what answers it elsewhere stands behind an adapter


def run(step: Step, job: Job, *, enhanced: bool) -> StepOutcome:
    """Erase. Never raises but what `job.look_again` and `job.password_set` raise."""
    evidence = Evidence(step, job)
    if is_bridged(job.disk):
        return evidence.fault(_("SECURITY ERASE is never sent through a USB bridge, a SAS or a RAID adapter."))
    before = _identify(job, evidence)
    if before is None:
        return evidence.fault(
            _("The disk does not describe itself (IDENTIFY DEVICE), so that its password could not be seen.")
        )
    if why := _not_now(before, job, enhanced=enhanced):
        return evidence.fault(why)
    job.look_again()
    job.password_set(security.PASSWORD)
    told = security.set_password(job.wire)
    evidence.add(told.line)
    after_set = _identify(job, evidence)
    if after_set is None or not after_set.security_enabled:
        return _give_up(job, evidence, _("The disk did not take the password, so that it was not erased."))
    if not told.accepted:
        return _give_up(job, evidence, _("The disk set the password and said that it did not: it is not believed."))
    return _erase(job, evidence, before, enhanced=enhanced)


def is_bridged(disk: Disk) -> bool:
    """Say whether something may lie between that takes only some of the commands."""
    return disk.bus in _BRIDGED


def _erase(job: Job, evidence: Evidence, before: Identity, *, enhanced: bool) -> StepOutcome:
    job.look_again()  # not between the next two commands: nothing may come between them
    prepared = security.erase_prepare(job.wire)
    evidence.add(prepared.line)
    if not prepared.accepted:
        return _give_up(job, evidence, _("The disk did not take the command SECURITY ERASE PREPARE."))
    stated = before.enhanced_minutes if enhanced else before.erase_minutes
    expected = stated * 60.0 if stated else None
    limit = erase_limit(stated, job.size_bytes)
    erased = wait_for(
        lambda: security.erase_unit(job.wire, enhanced=enhanced, seconds=limit),
        job,
        limit_seconds=limit,
        expected_seconds=expected,
    )
    if erased is None:
        return evidence.fault(
            _("The disk did not answer within {minutes} minutes. It may be locked by the password {password}.").format(
                minutes=round(limit / 60), password=security.PASSWORD
            )
        )
    evidence.add(erased.line)
    if not erased.accepted:
        return _give_up(job, evidence, _("The disk did not carry out the command SECURITY ERASE UNIT."))
    after = _identify(job, evidence)
    if after is None or after.security_enabled or after.security_locked:
        return _give_up(job, evidence, _("The disk says that it erased itself, and kept its password: it did not."))
    job.password_gone()
    job.at(1.0)
    return evidence.completed()


def take_password_away(job: Job) -> tuple[bool, tuple[str, ...]]:
    """Open a drive whose journal says that PCSol set a password; True once the drive says that none is set, and what
    was seen. Only for such a drive: after five wrong passwords nothing but a power cycle helps. Nothing is sent
    through a bridge."""
    evidence = Evidence(Step(technique="ata-security-erase"), job)
    if is_bridged(job.disk):
        return False, (f"bus={job.disk.bus}: not sent",)
    job.look_again()
    return _open_again(job, evidence), evidence.lines


def _open_again(job: Job, evidence: Evidence) -> bool:
    """As it is, then after UNLOCK: a drive that lost power meanwhile is locked."""
    for command in (security.disable_password, security.unlock, security.disable_password):
        found = _identify(job, evidence)
        if found is not None and not found.security_enabled:
            break
        evidence.add(command(job.wire).line)
    found = _identify(job, evidence)
    if found is None or found.security_enabled:
        return False
    job.password_gone()
    return True


def _give_up(job: Job, evidence: Evidence, why: str) -> StepOutcome:
    if _open_again(job, evidence):
        return evidence.fault(_("{why} Its password was taken away again.").format(why=why))
    return evidence.fault(
        _("{why} It may be locked by the password {password}: keep it, and run `pcsol wipe run` on it again.").format(
            why=why, password=security.PASSWORD
        )
    )


def _identify(job: Job, evidence: Evidence) -> Identity | None:
    found, answer = identify.read(job.wire)
    evidence.add(found.line if found else answer.line)
    return found


def _not_now(found: Identity, job: Job, *, enhanced: bool) -> str | None:
    if not is_of(found.serial, job.disk):
        return _("The disk that answers has another serial number than the one that was meant.")
    if found.security_locked or found.security_enabled:
        return _("The disk has a password that somebody set before. It must be taken away first.")
    if not found.security:
        return _("The disk has no SECURITY commands.")
    if found.security_frozen:
        return _("The disk's SECURITY commands are frozen until it sleeps or is switched off.")
    if enhanced and not found.security_enhanced:
        return _("The disk has no enhanced SECURITY ERASE.")
    return None
