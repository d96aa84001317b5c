"""What a tower is good for: every destination, the best one that fits, and what to do next. Pure."""

from collections.abc import Iterable

from pcsol.i18n import _, language
from pcsol.judge.criteria.weigh import weigh
from pcsol.judge.fitness.next_step import next_step
from pcsol.judge.fitness.systems import judge_system
from pcsol.judge.fitness.weighed import Weighed
from pcsol.judge.upgrades.plan import cannot_be_mended, needed_changes
from pcsol.model.probe import Probe
from pcsol.model.profile.destination import Destination, System
from pcsol.model.verdict import CriterionResult, ProfileResult, Verdict


def judge(probe: Probe, destinations: Iterable[Destination], systems: Iterable[System] = ()) -> Verdict:
    """Return the verdict: the destination of smallest rank that surely fits, and why not a better one."""
    choices = tuple(judge_system(probe, system) for system in systems)
    weighed: list[Weighed] = []
    for destination in sorted(destinations, key=lambda d: (d.rank, d.id)):
        weighed.append(_weigh(probe, destination, weighed))
    chosen = next((one for one in weighed if one.fits), None)
    better = weighed[: weighed.index(chosen)] if chosen else weighed
    return Verdict(
        destination=chosen.destination.id if chosen else None,
        title=chosen.title if chosen else "",
        text=next_step(probe, chosen, better, choices),
        profiles=tuple(_shown(one) for one in weighed),
        systems=choices,
        confidence="incomplete" if any(one.fits is None for one in better) or not weighed else "sure",
    )


def _weigh(probe: Probe, destination: Destination, better: list[Weighed]) -> Weighed:
    results = weigh(probe, destination.needs)
    changes = needed_changes(probe, destination.needs, results)
    dead_end = " ".join(result.text for result in cannot_be_mended(probe, destination.needs, results))
    last = destination.needs.nothing_better
    if last is not None:
        result = _nothing_better(better, last.source.said(language()))
        results = (*results, result)
        changes = changes if result.fits is not False else None
    return Weighed(destination, destination.title.said(language()), results, changes, dead_end)


def _nothing_better(better: list[Weighed], source: str) -> CriterionResult:
    """Met only when each better destination has something against it that is known and cannot be mended."""
    fitting = next((one for one in better if one.fits), None)
    promising = next((one for one in better if one.promised), None)
    fits: bool | None = None
    if fitting:
        fits, text = False, _("A better destination fits: {title}.").format(title=fitting.title)
    elif better and all(one.changes is None for one in better):
        fits, text = True, _("Nothing better is possible. {reason}").format(reason=better[-1].dead_end)
    elif promising:
        fits, text = False, _("An upgrade makes more of it: {title}.").format(title=promising.title)
    else:
        text = _("Not enough is known to rule out something better.")
    better_one = fitting or promising
    value = better_one.destination.id if better_one else None
    return CriterionResult(code="nothing_better", value=value, text=text, fits=fits, source=source)


def _shown(one: Weighed) -> ProfileResult:
    return ProfileResult(
        id=one.destination.id,
        title=one.title,
        fits=one.fits,
        reasons=one.results,
        upgrades=tuple(change.upgrade for change in one.promised),
    )
