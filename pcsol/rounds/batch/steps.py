"""The steps of a batch. Each returns how it ended, and what came of it in one sentence."""

import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from pcsol import __version__
from pcsol.errors import NotEnrolledError, PCSolError, StoreError
from pcsol.i18n import _, ngettext
from pcsol.judge.testing.grading import grade, to_look_at
from pcsol.judge.towers.standing import Erased
from pcsol.model.profile.batch import BatchStep
from pcsol.model.testing.grade import Grading
from pcsol.model.testing.run import Tested, TestRun
from pcsol.report.labels.facts import of_probe
from pcsol.report.testing.titles import title
from pcsol.rounds.batch.batch import Batch, Ended
from pcsol.rounds.batch.erasing import erase

_PUSHES = 4
_BETWEEN_SECONDS = 15.0
_NAMED = 3


def inventory(batch: Batch) -> Ended:
    """Look, and keep the look."""
    if not _is_kept(batch, "inventory"):
        batch.probe = batch.rooms.look()
        made = batch.rooms.record("probe", batch.probe, batch.board.code)
        batch.until_kept(lambda: batch.notes.keep("inventory", made))
    if batch.board.code is None:
        batch.board.need("code", _("Type or scan the code of the sticker."))
    return "done", batch.probe.verdict.text


def _is_kept(batch: Batch, step: BatchStep) -> bool:
    """A medium that does not take it is waited for."""
    batch.until_kept(lambda: batch.notes.is_kept(step))
    return batch.notes.kept.of(step).record is not None


def tests(batch: Batch) -> Ended:
    """Run the unattended tests, once the room has current for it."""
    number = str(uuid.uuid5(uuid.UUID(batch.notes.kept.id), "tests"))
    if not _is_kept(batch, "tests"):
        try:
            _wait_for_current(batch)
            found = batch.rooms.tests(batch.probe, batch.profile.tests, number, batch.board)
        finally:
            batch.board.burn = None
        batch.tests = found
        made = batch.rooms.record("test", found, batch.board.code)
        batch.until_kept(lambda: batch.notes.keep("tests", made))
    batch.until_kept(lambda: batch.rooms.forget_tests(batch.probe, number))
    run = batch.tests
    tell_what_to_look_at(batch)
    failed = len(run.of("failed")) if run else 0
    if failed:
        text = ngettext("{count} test failed.", "{count} tests failed.", failed)
        return "done", text.format(count=failed)
    return "done", _("No test failed.")


def tell_what_to_look_at(batch: Batch) -> None:
    """By name, on its screen and at the hub: somebody must come and look. A required test without a good end is to look
    at too, also where no function grade says so because nobody did those that need a person.

    Of an earlier start too; where its record is gone, that is said. Raises StoreError.
    """
    try:
        run = batch.tests_and_people
    except StoreError:
        raise
    except PCSolError as err:
        batch.board.need("tests", f"{err.what} {err.remedy}".strip())
        return
    _tell(batch, run)


def _tell(batch: Batch, run: TestRun | None) -> None:
    found = to_look_at(run) if run else ()
    failed = [one for one in found if one.result == "failed"]
    if failed:
        batch.board.need("tests", _("Failed: {tests}.").format(tests=_titles(failed)))
    elif found:
        batch.board.need("tests", _("To look at: {tests}.").format(tests=_titles(found)))
    else:
        batch.board.met("tests")


def _titles(found: Sequence[Tested]) -> str:
    """The first ones: the screen has room for what is asked of people as well."""
    more = ["…"] if len(found) > _NAMED else []
    return " · ".join([*(title(one.id, one.title) for one in found[:_NAMED]), *more])


def _wait_for_current(batch: Batch) -> None:
    """So many towers may work hard at once as the hub says. A hub that is silent says nothing: a person may."""
    if not batch.orders.listens:
        batch.board.burn = "burns"
        return
    batch.board.burn = "wants"
    batch.board.waits_for_go_on()
    while not batch.orders.latest.burn:
        batch.board.says("waits")
        batch.board.say(_("It waits its turn: too many towers at once would trip the fuse."))
        if batch.orders.silent:
            batch.board.need("hub", _("The server does not answer. Enter: test all the same."))
            if batch.board.takes_go_on():
                break
        batch.rest()
    batch.board.met("hub")
    batch.board.burn = "burns"
    batch.board.says("tests")
    batch.board.say("")


def graded(batch: Batch) -> Ended:
    """Say what the tower is worth, before its disks are erased."""
    found = grade(batch.probe, batch.tests_and_people, _erased(batch))
    words = [_("function {mark}").format(mark=found.function or "?"), _("look {mark}").format(mark=found.look or "?")]
    return "done", ", ".join([*words, *filter(None, [batch.probe.verdict.title])])


def record(batch: Batch) -> Ended:
    """Keep the grade, once it is known what is erased and what is not."""
    run = batch.tests_and_people
    _tell(batch, run)
    if not _is_kept(batch, "record"):
        found = grade(batch.probe, run, _erased(batch))
        numbers = {step: batch.notes.kept.of(step).record for step in batch.profile.steps}
        body = Grading(
            taken_at=datetime.now(UTC).replace(microsecond=0), pcsol=__version__, function=found.function,
            look=found.look, label=found.label, destination=found.destination, reasons=found.reasons,
            untested=found.untested, probe=numbers.get("inventory"), test=numbers.get("tests"),
        )  # fmt: skip
        made = batch.rooms.record("grade", body, batch.board.code)
        batch.until_kept(lambda: batch.notes.keep("record", made))
    return "done", ""


def _erased(batch: Batch) -> Erased:
    return batch.rooms.erased(batch.probe, batch.board.code)


def push(batch: Batch) -> Ended:
    """Send what waits. What cannot go now stays here, and goes at the next start or `pcsol push`."""
    left, why = 0, ""
    for attempt in range(_PUSHES):
        try:
            left, why = batch.rooms.push()
        except NotEnrolledError as err:
            return "left-out", err.what
        if not left:
            batch.board.met("hub")
            return "done", _("The server has everything.")
        batch.board.need("hub", why)
        if attempt + 1 < _PUSHES:
            batch.rest(_BETWEEN_SECONDS)
    text = ngettext("{count} record waits here: {why}", "{count} records wait here: {why}", left)
    return "failed", text.format(count=left, why=why)


def label(batch: Batch) -> Ended:
    """Write the label: what the tower may be called now; the code is the sticker's, and a person types it."""
    while batch.board.code is None:
        batch.board.need("code", _("Type or scan the code of the sticker."))
        batch.board.says("hand")
        batch.rest()
    erased = _erased(batch)
    facts = of_probe(batch.probe, grade(batch.probe, batch.tests_and_people, erased), erased, datetime.now(UTC))
    return "done", str(batch.rooms.label(batch.board.code, facts))


STEPS: dict[BatchStep, Callable[[Batch], Ended]] = {
    "inventory": inventory, "tests": tests, "grade": graded, "erase": erase, "record": record, "push": push,
    "label": label,
}  # fmt: skip
