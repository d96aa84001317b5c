"""The verdict: the worst that any rule asks for."""

from collections.abc import Iterator
from dataclasses import dataclass

from pcsol.i18n import _
from pcsol.model.erasure.attempt import Attempt
from pcsol.model.erasure.outcome import Validation
from pcsol.model.erasure.plan import FIRMWARE, Level
from pcsol.model.reason import Reason
from pcsol.wipe.validate.content import wrong_content


@dataclass(frozen=True, slots=True)
class Verdict:
    """`level` is "none" unless accepted."""

    validation: Validation
    level: Level
    reasons: tuple[Reason, ...]


Finding = tuple[Validation, Reason]


def validate(tried: Attempt) -> Verdict:
    """Return what an attempt is worth. Nothing that is not known counts for it."""
    found = [finding for rule in _RULES for finding in rule(tried)]
    asked = {validation for validation, _reason in found}
    reasons = tuple(reason for _validation, reason in found)
    if "destroy" in asked:
        return Verdict("destroy", "none", reasons)
    if "repeat" in asked and tried.interrupted:
        return Verdict("repeat", "none", reasons)
    if "escalate" in asked:
        return _escalated(tried, reasons)
    if "repeat" in asked:
        return Verdict("repeat", "none", reasons)
    return _accepted(tried)


def _accepted(tried: Attempt) -> Verdict:
    if tried.hidden is not None and tried.hidden.untold:
        return Verdict("accepted", "clear", (_effective(tried), _untold()))
    return Verdict("accepted", tried.plan.level, (_effective(tried),))


def _escalated(tried: Attempt, reasons: tuple[Reason, ...]) -> Verdict:
    if tried.more_ways:
        return Verdict("escalate", "none", reasons)
    if _can_be_written(tried):
        return Verdict("escalate", "none", (*reasons, _write()))
    return Verdict("destroy", "none", reasons)


def _effective(tried: Attempt) -> Reason:
    text = _("Nothing of what was there before was found again.")
    return Reason(code="effective", value=tried.verification.read_bytes, text=text)


def _untold() -> Reason:
    """Nobody knows of an area, so that nothing is rejected; nobody knows of none, so that nothing is purged."""
    text = _("The disk did not tell whether it hides an area (HPA, DCO): no more than Clear is claimed.")
    return Reason(code="hidden-unknown", text=text)


def _can_be_written(tried: Attempt) -> bool:
    """The last way of every kind of disk only writes. Where a command was the last, no other than commands were asked
    for (`--method firmware`): a disk that nothing shows to refuse writing is not destroyed."""
    refuses = any(one.step.technique not in FIRMWARE and not one.completed for one in tried.steps)
    return not refuses and any(step.technique in FIRMWARE for step in tried.plan.steps)


def _write() -> Reason:
    text = _("The disk can still be written over: erase it again with `--method random`, or with `--method auto`.")
    return Reason(code="still-writable", text=text)


def _interrupted(tried: Attempt) -> Iterator[Finding]:
    if tried.interrupted:
        yield (
            "repeat",
            Reason(code="interrupted", text=_("It was stopped before its end: start the same command again.")),
        )
    if tried.fault and tried.fault not in [one.fault for one in tried.steps]:  # else it stands with its step
        yield "repeat", Reason(code="broken-off", text=tried.fault)


def _steps(tried: Attempt) -> Iterator[Finding]:
    """Every step of the plan must have been seen to end well."""
    if not tried.plan.steps:
        yield "destroy", Reason(code="no-way", text=_("There is no way to erase this disk here."))
    if len(tried.steps) < len(tried.plan.steps) and not tried.interrupted:
        yield "escalate", Reason(code="step-missing", text=_("Not every step of the plan was done."))
    for one in tried.steps:
        if one.unwritten and not tried.interrupted:  # else they were not tried once more yet
            text = _("Some sectors cannot be written: what they hold stays there.")
            yield "destroy", Reason(code="sectors-unwritten", value=len(one.unwritten), text=text)
        elif not one.completed and not tried.interrupted:
            text = one.fault or _("The command was not seen to end well.")
            yield "escalate", Reason(code="step-failed", value=one.step.technique, text=text)
        elif one.fault:  # a password may stand on the disk: never only in the raw answers
            yield "repeat", Reason(code="step-failed", value=one.step.technique, text=one.fault)


def _verified(tried: Attempt) -> Iterator[Finding]:
    seen = tried.verification
    if seen.depth == "none":
        if _all_done(tried):
            yield "repeat", Reason(code="not-verified", text=_("It was not read back."))
        return
    if seen.unread:
        text = _("Some sectors cannot be read back: nobody knows what they hold.")
        yield "destroy", Reason(code="sectors-unread", value=len(seen.unread), text=text)
    yield from wrong_content(tried.plan, seen)


def _all_done(tried: Attempt) -> bool:
    """Only then is it a fault of its own that nothing was read back."""
    ended_well = all(one.completed and not one.unwritten for one in tried.steps)
    return ended_well and len(tried.steps) == len(tried.plan.steps) and not tried.interrupted


def _canaries(tried: Attempt) -> Iterator[Finding]:
    """What was planted before the disk's own command must be gone after it; without them nothing is proven."""
    if not any(step.technique not in ("zero", "random", "pattern") for step in tried.plan.steps):
        return
    seen = tried.verification.canaries
    if seen.unreadable:
        text = _("Some of the marks that were planted cannot be read back: that they are gone is not proven.")
        yield "escalate", Reason(code="canaries-unread", value=seen.unreadable, text=text)
    if (not seen.written or seen.survived is None) and tried.verification.depth != "none":
        text = _("No marks were planted before the disk's own command: that it erased is not proven.")
        yield "escalate", Reason(code="no-canaries", text=text)
    elif seen.survived or seen.pre_images_survived:
        text = _("The disk says that it erased, and old data is still there.")
        count = sum(part or 0 for part in (seen.survived, seen.pre_images_survived))
        yield "escalate", Reason(code="data-survived", value=count, limit=0, text=text)


def _hidden(tried: Attempt) -> Iterator[Finding]:
    """What the disk keeps from everybody was not erased. What could not be asked stands on the papers instead."""
    if tried.hidden is None:
        return
    for area in tried.hidden.areas:
        if area.state == "kept":
            yield "destroy", Reason(code="hidden-area-left", value=area.whole_sectors, text=area.text)
    if tried.hidden.power_cycle:
        text = _("The disk shows more than before: switch the tower off and on, then erase again.")
        yield "repeat", Reason(code="power-cycle-needed", text=text)


def _health(tried: Attempt) -> Iterator[Finding]:
    """Interface errors invalidate (800-88r2, 4.5.2); a disk that announces its own failure is not trusted with it."""
    for disk in (tried.before, tried.after):
        if disk is not None and disk.health.smart_passed is False:
            yield "destroy", Reason(code="smart-failed", text=_("The disk itself announces that it fails (SMART)."))
            break
    before = tried.before.health.crc_errors if tried.before else None
    after = tried.after.health.crc_errors if tried.after else None
    if before is not None and after is not None and after > before:
        text = _("Transfer errors rose meanwhile: change the cable or the port, then erase again.")
        yield "repeat", Reason(code="interface-errors", value=after - before, limit=0, text=text)


_RULES = (_interrupted, _steps, _verified, _canaries, _hidden, _health)
