"""How long a batch takes with this tower: its tests as planned, and the slowest of its disks."""

from datetime import UTC, datetime

from pcsol.commands import looks
from pcsol.commands.batch import erasing
from pcsol.commands.test import choosing
from pcsol.commands.wipe.gathering import gather
from pcsol.commands.wipe.preparing import Asked, prepare
from pcsol.diagnostics.plan import lay
from pcsol.i18n import _
from pcsol.model.batch.notes import BatchPlan
from pcsol.model.profile.batch import BatchProfile, BatchStep
from pcsol.render import console
from pcsol.report.batch import STEPS
from pcsol.report.erasure import words
from pcsol.rounds.batch import planning
from pcsol.tools.world.world import World


def plan(profile: BatchProfile, world: World, until: datetime | None = None) -> BatchPlan:
    """Return the plan; nothing is changed."""
    long: dict[BatchStep, int | None] = {}
    if "tests" in profile.steps:
        long["tests"] = _tests(profile, world)
    if profile.erase is not None:
        long["erase"] = _erase(profile, world)
    return planning.plan(profile, long, datetime.now(UTC), until)


def _tests(profile: BatchProfile, world: World) -> int:
    return lay(choosing.of_name(profile.tests), looks.look_at(world)).plan.seconds


def _erase(profile: BatchProfile, world: World) -> int | None:
    """Disks are erased side by side: the slowest one counts. None where one does not tell."""
    assert profile.erase is not None  # noqa: S101  # for the type checker
    names = tuple(one.disk.path or one.disk.name for one in erasing.own(gather(world)))
    if not names:
        return 0
    _gathered, prepared = prepare(world, Asked(names, profile.erase.method, profile.erase.verify))
    seconds = [one.plan.seconds for one in prepared]
    return None if None in seconds else round(max(one for one in seconds if one is not None))


def show(found: BatchPlan) -> None:
    """Show it."""
    screen = console.out()
    screen.say(found.title, "bold")
    for one in found.steps:
        screen.say(_("  {step}: {span}").format(step=_(STEPS[one.step]), span=words.span(one.seconds)))
    screen.say(_("In all: {span}").format(span=words.span(found.seconds)))
    if found.late and found.until is not None:
        screen.say(_("It will not end by {hour}.").format(hour=f"{found.until:%H:%M}"), "yellow")
        for offer in found.offers:
            screen.say(
                f"  {offer.text} ({words.span(offer.seconds)})" if offer.seconds is not None else f"  {offer.text}"
            )
