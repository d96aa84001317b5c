"""The step that erases: only what a person named, and only while everything speaks for it.

The order is not the warrant. What is here decides whether to ask for one; the guard, the typed identity and the look
right before the first write are the wipe room's, as for every erasure.
"""

from datetime import UTC, datetime

from pcsol.i18n import _, ngettext
from pcsol.model.batch.notes import Armed, StepState
from pcsol.rounds.batch.batch import Batch

Ended = tuple[StepState, str]


def erase(batch: Batch) -> Ended:
    """Erase the tower's disks once a person has armed it, or say why not."""
    done, of = batch.rooms.is_erased(batch.probe)
    if of == 0:
        return "left-out", _("There is no disk in it.")
    if of is not None and done == of:
        return "done", _("Every disk in it is erased.")
    armed = _going_on(batch.notes.kept.armed) or _wait(batch)
    if armed is None:
        return "left-out", _("Nobody armed this tower: nothing was erased.")
    against = obstacles(batch, armed)
    if against:
        batch.until_kept(lambda: batch.notes.arm(None))
        return "failed", " ".join(against)
    batch.until_kept(lambda: batch.notes.arm(armed.model_copy(update={"begun": True})))
    batch.board.says("erases")
    assert batch.profile.erase is not None  # noqa: S101  # for the type checker: the profile holds the two together
    run = batch.rooms.erase(armed, batch.profile.erase.method, batch.profile.erase.verify, batch.board)
    batch.until_kept(lambda: batch.notes.arm(None))
    accepted = sum(one.validation == "accepted" for one in run.results)
    if accepted == len(armed.disks) and not run.errors:
        text = ngettext(
            "{count} disk erased, with its certificate.", "{count} disks erased, with certificates.", accepted
        )
        return "done", text.format(count=accepted)
    whys = [reason.text for one in run.results if one.validation != "accepted" for reason in one.reasons]
    return "failed", " ".join([_("NOT ERASED."), *whys, *(fault.what for fault in run.errors)])


def obstacles(batch: Batch, armed: Armed) -> tuple[str, ...]:
    """Return every reason not to begin; none: the wipe room is asked."""
    found = []
    if not armed.begun and armed.until <= datetime.now(UTC):
        found.append(_("The leave to erase is over: arm the tower again."))
    if batch.board.code is None:
        found.append(_("The tower has no code."))
    if not (armed.lot or batch.rooms.lot()):
        found.append(_("The tower belongs to no lot of a donor: nobody says that it may be erased."))
    here = batch.rooms.disks()
    missing = [disk for disk in armed.disks if disk not in here]
    if missing or not armed.disks:
        text = _("The disks in the order are not those of this tower: {disks}.")
        found.append(text.format(disks=", ".join(missing) or _("none")))
    return (*found, *batch.rooms.refusals(armed.disks))


def _going_on(armed: Armed | None) -> Armed | None:
    """An erasure that was begun by an earlier start goes on. An order that was not used is asked for again: it may have
    been taken back since."""
    return armed if armed is not None and armed.begun else None


def _wait(batch: Batch) -> Armed | None:
    """Wait for a person, at the server or at the tower; None: this profile does not wait, or somebody said not to."""
    while True:
        armed = batch.board.armed or batch.orders.latest.armed
        if armed is not None:
            batch.board.met("arm")
            return armed
        if not batch.profile.wait_for_arming or batch.board.takes_go_on():
            batch.board.met("arm")
            return None
        batch.board.need(
            "arm", _("Its disks are not erased: arm it at the server, or press E here. Enter: leave it so.")
        )
        batch.board.says("waits")
        batch.rest()
