"""The verdict: the worst that any rule asks for."""

from collections.abc import Iterator
from dataclasses import dataclass

from pcsol.i18n import _
from pcsol.model.erasure.hidden import HiddenAreas
from pcsol.model.erasure.outcome import StepOutcome, Validation, Verification
from pcsol.model.erasure.plan import Level, Plan
from pcsol.model.hardware.disk import Disk
from pcsol.model.reason import Reason
from pcsol.wipe.validate.content import wrong_content


@dataclass(frozen=True, slots=True)
class Facts:
    """What was seen of one erasure. `more_ways`: another technique of the plan could be tried."""

    plan: Plan
    steps: tuple[StepOutcome, ...]
    verification: Verification
    hidden: HiddenAreas | None
    before: Disk | None
    after: Disk | None
    more_ways: bool
    interrupted: bool = False
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """`level` is "none" unless accepted."""

    validation: Validation
    level: Level
    reasons: tuple[Reason, ...]


Finding = tuple[Validation, Reason]


def validate(facts: Facts) -> Verdict:
    """Return what the erasure is worth. Nothing that is not known counts for it."""
    found = [finding for rule in _RULES for finding in rule(facts)]
    asked = {validation for validation, _reason in found}
    reasons = tuple(reason for _validation, reason in found)
    if "destroy" in asked:
        return Verdict("destroy", "none", reasons)
    if "repeat" in asked and facts.interrupted:
        return Verdict("repeat", "none", reasons)
    if "escalate" in asked:
        return Verdict("escalate" if facts.more_ways else "destroy", "none", reasons)
    if "repeat" in asked:
        return Verdict("repeat", "none", reasons)
    return Verdict("accepted", facts.plan.level, (_effective(facts),))


def _effective(facts: Facts) -> Reason:
    text = _("Nothing of what was there before was found again.")
    return Reason(code="effective", value=facts.verification.read_bytes, text=text)


def _interrupted(facts: Facts) -> Iterator[Finding]:
    if facts.interrupted:
        yield (
            "repeat",
            Reason(code="interrupted", text=_("It was stopped before its end: start the same command again.")),
        )


def _steps(facts: Facts) -> Iterator[Finding]:
    """Every step of the plan must have been seen to end well."""
    if not facts.plan.steps:
        yield "destroy", Reason(code="no-way", text=_("There is no way to erase this disk here."))
    if len(facts.steps) < len(facts.plan.steps) and not facts.interrupted:
        yield "escalate", Reason(code="step-missing", text=_("Not every step of the plan was done."))
    for one in facts.steps:
        if one.unwritten and not facts.interrupted:  # else they were not tried once more yet
            text = _("Some sectors cannot be written: what they hold stays there.")
            yield "destroy", Reason(code="sectors-unwritten", value=len(one.unwritten), text=text)
        elif not one.completed and not facts.interrupted:
            text = one.fault or _("The command was not seen to end well.")
            yield "escalate", Reason(code="step-failed", value=one.step.technique, text=text)


def _verified(facts: Facts) -> Iterator[Finding]:
    seen = facts.verification
    if seen.depth == "none":
        if _all_done(facts):
            yield "repeat", Reason(code="not-verified", text=_("It was not read back."))
        return
    if seen.unread:
        text = _("Some sectors cannot be read back: nobody knows what they hold.")
        yield "destroy", Reason(code="sectors-unread", value=len(seen.unread), text=text)
    yield from wrong_content(facts.plan, seen)


def _all_done(facts: Facts) -> bool:
    """Only then is it a fault of its own that nothing was read back."""
    ended_well = all(one.completed and not one.unwritten for one in facts.steps)
    return ended_well and len(facts.steps) == len(facts.plan.steps) and not facts.interrupted


def _canaries(facts: Facts) -> Iterator[Finding]:
    """What was planted before the disk's own command must be gone after it; without them nothing is proven."""
    if not any(step.technique not in ("zero", "random", "pattern") for step in facts.plan.steps):
        return
    seen = facts.verification.canaries
    if seen.unreadable:
        text = _("Some of the marks that were planted cannot be read back: that they are gone is not proven.")
        yield "escalate", Reason(code="canaries-unread", value=seen.unreadable, text=text)
    if (not seen.written or seen.survived is None) and facts.verification.depth != "none":
        text = _("No marks were planted before the disk's own command: that it erased is not proven.")
        yield "escalate", Reason(code="no-canaries", text=text)
    elif seen.survived or seen.pre_images_survived:
        text = _("The disk says that it erased, and old data is still there.")
        count = sum(part or 0 for part in (seen.survived, seen.pre_images_survived))
        yield "escalate", Reason(code="data-survived", value=count, limit=0, text=text)


def _hidden(facts: Facts) -> Iterator[Finding]:
    """What the disk keeps from everybody was not erased. What could not be asked stands on the papers instead."""
    if facts.hidden is None:
        return
    for area in facts.hidden.areas:
        if area.state == "kept":
            yield "destroy", Reason(code="hidden-area-left", value=area.whole_sectors, text=area.text)
    if facts.hidden.power_cycle:
        text = _("The disk shows more than before: switch the tower off and on, then erase again.")
        yield "repeat", Reason(code="power-cycle-needed", text=text)


def _health(facts: Facts) -> Iterator[Finding]:
    """Interface errors invalidate (800-88r2, 4.5.2); a disk that announces its own failure is not trusted with it."""
    for disk in (facts.before, facts.after):
        if disk is not None and disk.health.smart_passed is False:
            yield "destroy", Reason(code="smart-failed", text=_("The disk itself announces that it fails (SMART)."))
            break
    before = facts.before.health.crc_errors if facts.before else None
    after = facts.after.health.crc_errors if facts.after else None
    if before is not None and after is not None and after > before:
        text = _("Transfer errors rose meanwhile: change the cable or the port, then erase again.")
        yield "repeat", Reason(code="interface-errors", value=after - before, limit=0, text=text)


_RULES = (_interrupted, _steps, _verified, _canaries, _hidden, _health)
