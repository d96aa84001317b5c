"""What a batch says in sentences: before it begins, and when it has ended."""

from datetime import datetime

from pcsol.commands.batch import planned
from pcsol.i18n import N_, _
from pcsol.model.batch.notes import BatchRun, StepState
from pcsol.model.profile.batch import BatchProfile
from pcsol.render import console
from pcsol.render.lines import block
from pcsol.report.batch import STEPS
from pcsol.report.sheet import Row, Section
from pcsol.report.testing import grades
from pcsol.report.words import Tone
from pcsol.rounds.batch.batch import Batch
from pcsol.tools.world.world import World

_STATES: dict[StepState, tuple[str, Tone]] = {
    "done": (N_("done"), "good"), "failed": (N_("not done"), "bad"), "left-out": (N_("left out"), "look"),
    "to-do": (N_("to do"), "unknown"), "doing": (N_("begun"), "unknown"),
}  # fmt: skip


def late(batch: Batch, profile: BatchProfile, world: World, until: datetime) -> None:
    """Say beforehand that it will not end in time, and what would."""
    found = planned.plan(profile, world, until)
    if found.late:
        offers = " ".join(one.text for one in found.offers)
        text = _("It will not end by {hour}. {offers}").format(hour=f"{until:%H:%M}", offers=offers)
        batch.board.need("late", text)


def ended(run: BatchRun) -> None:
    """Say how each step ended, and what the tower may be called."""
    screen = console.out()
    rows = []
    for one in run.steps:
        word, tone = _STATES[one.state]
        rows.append(Row(_(STEPS[one.step]), " ".join(filter(None, (_(word), one.text))), tone=tone))
    for line in block(
        Section(_("Batch of {code}").format(code=run.code or _("a tower without a code")), tuple(rows)), screen.columns
    ):
        screen.rich.print(line, no_wrap=True, overflow="ignore", crop=False)
    if run.label:
        said = _("It may be called: {label}. Function {function}, look {look}.")
        screen.say(said.format(label=grades.label(run.label)[0], function=run.function or "?", look=run.look or "?"))
