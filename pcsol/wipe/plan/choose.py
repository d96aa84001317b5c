"""Choose how a disk is erased: the first way of its medium's table that can be used; the others are its fallbacks."""

from collections.abc import Iterator
from dataclasses import replace

from pcsol.i18n import _, language
from pcsol.model.erasure.abilities import Abilities
from pcsol.model.erasure.candidate import Candidate
from pcsol.model.erasure.plan import FIRMWARE, Plan, Step, Technique
from pcsol.model.reason import Reason
from pcsol.wipe.plan import seconds
from pcsol.wipe.plan.able import obstacle
from pcsol.wipe.plan.limits import silent_limit
from pcsol.wipe.plan.media import Kind, kind
from pcsol.wipe.plan.uncovered import hides_unknown, uncovered
from pcsol.wipe.plan.ways import WAYS, Way
from pcsol.wipe.plan.wish import Wish


def choose(candidate: Candidate, abilities: Abilities, wish: Wish) -> Plan:
    """Return the plan for one disk. Without a way (`steps` empty, level "none") its reasons say why."""
    medium = kind(candidate, abilities)
    usable, reasons = _sorted_out(_wanted(medium, wish), abilities, wish)
    plans = [_plan(candidate, abilities, medium, way, wish) for way in usable]
    if not plans or _locked(abilities):
        return _no_way(candidate, abilities, reasons)
    if hides_unknown(candidate, abilities):
        plans, lowered = _lowered(plans)
        reasons += lowered
    first, *rest = plans
    why = (*_why(first, wish), *reasons)
    return first.model_copy(update={"reasons": why, "fallbacks": tuple(rest)})


def retold(plan: Plan) -> Plan:
    """Return the plan with what it leaves unproven in the language of the moment."""
    medium = kind(plan.candidate, plan.abilities)
    way = Way(tuple(step.technique for step in plan.steps), plan.level, plan.verify)
    return plan.model_copy(update={"not_covered": uncovered(plan.candidate, plan.abilities, medium, way)})


def _wanted(medium: Kind, wish: Wish) -> tuple[Way, ...]:
    """The ways to look at, by the method that was asked for."""
    if wish.profile is not None:
        steps: tuple[Technique, ...] = tuple(one.write for one in wish.profile.passes)
        return (Way(steps, "clear", wish.profile.verify),)
    if wish.method == "zero":
        return (Way(("zero",), "clear", "full"),)
    if wish.method == "random":
        return (Way(("random",), "clear", "full"),)
    if wish.method == "firmware":
        return tuple(way for way in WAYS[medium] if way.firmware)
    return WAYS[medium]


def _sorted_out(ways: tuple[Way, ...], abilities: Abilities, wish: Wish) -> tuple[list[Way], list[Reason]]:
    """Return the ways that can be used, doubted ones with a lower level, and why the others cannot."""
    usable: list[Way] = []
    reasons: list[Reason] = []
    for way in ways:
        against = next(_against(way, abilities, wish), None)
        if against is not None:
            reasons.append(against)
            continue
        doubt = next((d for d in wish.doubts if d.technique in way.steps), None)
        usable.append(replace(way, level="clear") if doubt and way.level == "purge" else way)
        if doubt:
            reasons.append(Reason(code="doubted", value=doubt.technique, text=doubt.text))
    ordered = sorted(usable, key=lambda way: way.level != "purge")  # what was lowered goes behind what purges
    return ordered, reasons


def _against(way: Way, abilities: Abilities, wish: Wish) -> Iterator[Reason]:
    for technique in way.steps:
        for doubt in wish.doubts:
            if doubt.technique == technique and doubt.effect == "never":
                yield Reason(code="known-bad-firmware", value=technique, text=doubt.text)
        found = obstacle(technique, abilities)
        if found is not None:
            yield found


def _lowered(plans: list[Plan]) -> tuple[list[Plan], list[Reason]]:
    """A disk that does not tell what it hides is not purged: what a DCO hides lies beyond the native maximum address
    (ATA8-ACS), to which SECURITY ERASE goes, and nothing here shows that SANITIZE goes further."""
    if all(plan.level != "purge" for plan in plans):
        return plans, []
    text = _("The disk did not tell whether it hides an area (HPA, DCO): no more than Clear is claimed.")
    clear = [plan.model_copy(update={"level": "clear"}) for plan in plans]
    return clear, [Reason(code="hidden-unknown", value="purge", text=text)]


def _plan(candidate: Candidate, abilities: Abilities, medium: Kind, way: Way, wish: Wish) -> Plan:
    pace = seconds.rate(medium, wish.bytes_per_second)
    patterns = [one.pattern for one in wish.profile.passes] if wish.profile else [None] * len(way.steps)
    steps = tuple(
        Step(
            technique=one,
            pattern_hex=pattern,
            seconds=seconds.step(one, candidate, abilities, pace),
            limit_seconds=silent_limit(one, candidate, abilities),
        )
        for one, pattern in zip(way.steps, patterns, strict=True)
    )
    verify = wish.verify or way.verify
    parts = [one.seconds for one in steps]
    parts.append(seconds.reading(verify, medium, candidate.disk.size_bytes, pace))
    return Plan(
        candidate=candidate,
        abilities=abilities,
        steps=steps,
        level=way.level,
        verify=verify,
        seconds=None if None in parts else sum(part for part in parts if part is not None),
        not_covered=uncovered(candidate, abilities, medium, way),
        profile=wish.profile.id if wish.profile else None,
    )


def _why(plan: Plan, wish: Wish) -> Iterator[Reason]:
    if wish.profile is not None:
        yield Reason(code="profile", value=wish.profile.id, text=wish.profile.title.said(language()))
    elif wish.method != "auto":
        yield Reason(code="asked-for", value=wish.method, text=_("This method was asked for by name."))
    elif all(step.technique in FIRMWARE for step in plan.steps):
        yield Reason(code="highest-level", value=plan.level, text=_("The highest level that this disk can reach."))
    elif any(step.technique in FIRMWARE for step in plan.steps):
        text = _("The highest level that this disk can reach: by its own command, and it is written over as well.")
        yield Reason(code="highest-level", value=plan.level, text=text)
    else:
        text = _("The disk has no erase command that can be used and believed: it is written over.")
        yield Reason(code="written-over", value=plan.level, text=text)


def _locked(abilities: Abilities) -> bool:
    return bool(abilities.ata and abilities.ata.security_locked)


def _no_way(candidate: Candidate, abilities: Abilities, reasons: list[Reason]) -> Plan:
    if _locked(abilities):
        text = _(
            "A password locks this disk: it can be neither read nor written. If PCSol was interrupted on it with "
            "another stick, that stick opens it again (its password is then PCSOL). Otherwise destroy it, or use its "
            "PSID if it has one."
        )
        reasons = [Reason(code="locked", text=text)]
    elif not reasons:
        reasons = [Reason(code="no-command", text=_("This kind of disk has no erase command of its own."))]
    return Plan(candidate=candidate, abilities=abilities, steps=(), level="none", verify="full", reasons=tuple(reasons))
