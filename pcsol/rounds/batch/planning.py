"""How long a batch will take with this tower, and what would still end in time. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta

from pcsol.i18n import _, language
from pcsol.model.batch.notes import BatchPlan, Offer, PlannedStep, StepNote
from pcsol.model.profile.batch import BatchProfile, BatchStep

# What the short steps take, in seconds: on a slow tower, from a stick.
SHORT: dict[BatchStep, int] = {"inventory": 20, "grade": 1, "record": 3, "push": 10, "label": 5}


def plan(
    profile: BatchProfile, long: Mapping[BatchStep, int | None], now: datetime, until: datetime | None = None
) -> BatchPlan:
    """Return the plan. `long`: the seconds of `tests` and `erase`, None where no disk tells.

    What nobody can tell beforehand counts as nothing in the sum, and is late when somebody asks whether it ends in
    time: a promise that rests on nothing is none.
    """
    steps = tuple(PlannedStep(step=step, seconds=_of(step, long)) for step in profile.in_order)
    seconds = sum(one.seconds or 0 for one in steps)
    late = None if until is None else _is_late(steps, seconds, now, until)
    offers = _offers(steps, now, until) if late and until is not None else ()
    return BatchPlan(
        profile=profile.id, title=profile.title.said(language()), seconds=seconds, steps=steps, until=until, late=late,
        offers=offers,
    )  # fmt: skip


def has_ended_in(seconds: float, steps: Sequence[StepNote], left: float | None) -> bool | None:
    """Tell whether what is not done yet will have ended so many seconds from now. `left`: of the step that goes on.

    None: nobody can tell, for a person or a place is waited for, or tests or an erasure have yet to begin.
    """
    now = next((at for at, one in enumerate(steps) if one.state in {"to-do", "doing"}), len(steps))
    # What failed, or an erasure that was left out, is done again where this start has not come to it yet.
    open_ = [one for one in steps[now:] if one.state != "done" and (one.step == "erase" or one.state != "left-out")]
    known = [left if one.state == "doing" and left is not None else SHORT.get(one.step) for one in open_]
    if sum(one for one in known if one is not None) > seconds:
        return False
    return None if None in known else True


def at(clock: str, now: datetime) -> datetime:
    """Return the moment that "17:30" means from now on: today, or tomorrow when that has passed. Raises ValueError."""
    local = now.astimezone()
    hour = time.fromisoformat(clock if len(clock) == 5 else f"0{clock}")
    found = local.replace(hour=hour.hour, minute=hour.minute, second=0, microsecond=0)
    return found if found > local else found + timedelta(days=1)


def _of(step: BatchStep, long: Mapping[BatchStep, int | None]) -> int | None:
    return long[step] if step in long else SHORT[step]


def _is_late(steps: tuple[PlannedStep, ...], seconds: int, now: datetime, until: datetime) -> bool:
    return any(one.seconds is None for one in steps) or now + timedelta(seconds=seconds) > until


def _offers(steps: tuple[PlannedStep, ...], now: datetime, until: datetime) -> tuple[Offer, ...]:
    """What is left out first is what takes longest: erasing; then the tests. Overnight is always there."""
    found = []
    without = tuple(one for one in steps if one.step != "erase")
    looks = tuple(one for one in without if one.step != "tests")
    for code, rest, text in (
        ("without-erasing", without, _("Test it now, and erase it another time.")),
        ("look-only", looks, _("Only look at it now; test and erase it another time.")),
    ):
        seconds = sum(one.seconds or 0 for one in rest)
        if rest != steps and not _is_late(rest, seconds, now, until):
            found.append(Offer.model_validate({"code": code, "text": text, "seconds": seconds}))
    return (*found, Offer(code="overnight", text=_("Leave it on: it goes on by itself, and waits when it is done.")))
