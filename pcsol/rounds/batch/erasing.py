"""The step that erases: only what a person named, and only while everything speaks for it.

The order is not the warrant. What is here decides whether to ask for one; the guard, the typed identity and the look
right before the first write are the wipe room's, as for every erasure.
"""

from contextlib import suppress
from datetime import UTC, datetime
from threading import Lock

from pcsol.errors import PCSolError, StoreError
from pcsol.i18n import _, ngettext
from pcsol.model.batch.notes import Armed
from pcsol.model.erasure.outcome import WipeRun
from pcsol.model.erasure.progress import Progress
from pcsol.rounds.batch.batch import Batch, Ended
from pcsol.rounds.batch.doors import Looked
from pcsol.rounds.batch.orders import Order

_WRITES = ("write", "retry", "firmware", "verify")
_PATIENCE_SECONDS = 15


def ask_for_the_pin(batch: Batch) -> None:
    """Show that somebody has to type the PIN before a disk is erased, where one is to be: there is as much time for it
    as the tests take. For a tower with a person at it; where nobody could type it, it is among the `obstacles`."""
    if "erase" in batch.profile.steps and batch.notes.is_to_do("erase") and batch.rooms.locked():
        batch.board.need("pin", _("Certificates cannot be signed: press P, and type the PIN of this stick’s key."))


def erase(batch: Batch) -> Ended:
    """Erase the tower's disks once a person has armed it, or say why not."""
    try:
        return _erase(batch)
    finally:
        batch.board.met("pin")


def _erase(batch: Batch) -> Ended:
    found = batch.rooms.erased(batch.probe, batch.board.code)
    if found.of == 0:
        return "left-out", _("There is no disk in it.")
    armed: Armed | None
    if found.of is not None and found.erased == found.of:
        armed = _among_papers(batch)
        if armed is None:
            return "done", _("Every disk in it is erased.")
    else:
        if sum(one.became == "erased" for one in found.papers) > (found.erased or 0):
            text = _("A disk has an older certificate, but something was put on it since: it counts as not erased.")
            batch.board.say(text)
        armed = _going_on(batch) or _wait(batch)
    if armed is None:
        return "left-out", _why_not(batch)
    against = obstacles(batch, armed, batch.rooms.looked(batch.board.code))
    if against:
        _disarm(batch)
        return "failed", " ".join(against)
    batch.board.says("erases")
    run = _erased(batch, armed)
    accepted = sum(one.validation == "accepted" for one in run.results)
    if accepted == len(armed.disks) and not run.errors:
        text = ngettext(
            "{count} disk erased, with its certificate.", "{count} disks erased, with certificates.", accepted
        )
        left = (found.of or len(armed.disks)) - accepted
        return ("done" if left <= 0 else "failed"), " ".join([text.format(count=accepted), *_left(left)])
    whys = [reason.text for one in run.results if one.validation != "accepted" for reason in one.reasons]
    return "failed", " ".join([_("NOT ERASED."), *whys, *(fault.what for fault in run.errors)])


def _erased(batch: Batch, armed: Armed) -> WipeRun:
    """Erase. Only a power cut leaves the leave in force: no refusal, and not a person's X (`Batch.run`)."""
    assert batch.profile.erase is not None  # noqa: S101  # for the type checker: the profile holds the two together
    try:
        run = batch.rooms.erase(armed, batch.profile.erase, batch.board.code, _Noting(batch, armed))
    except PCSolError:
        _disarm(batch)
        raise
    _disarm(batch)
    return run


def _may_sign(batch: Batch) -> bool:
    """An erasure that a power cut ended is worth waiting for the PIN. False: a person says not to wait."""
    if batch.board.is_needed("pin"):
        batch.board.waits_for_go_on()
    while batch.board.is_needed("pin"):
        if batch.board.takes_go_on():
            return False
        batch.board.says("hand")
        batch.rest()
    return True


def _disarm(batch: Batch) -> None:
    batch.board.armed = None
    batch.until_kept(lambda: batch.notes.arm(None))


def _left(count: int) -> list[str]:
    text = ngettext("{count} disk was not in the order.", "{count} disks were not in the order.", count)
    return [text.format(count=count)] if count > 0 else []


class _Noting:
    """Hands on how the erasure goes, and notes that something was written, the first time."""

    def __init__(self, batch: Batch, armed: Armed) -> None:
        self._batch, self._armed = batch, armed
        self._lock, self._noted = Lock(), False

    def disk(self, progress: Progress) -> None:
        """A disk is being erased."""
        with self._lock:
            if not self._noted and progress.phase in _WRITES:
                self._noted = True
                with suppress(StoreError):  # not noted, it is asked for again after a power cut
                    self._batch.notes.arm(self._armed.model_copy(update={"begun": True}))
        self._batch.board.disk(progress)

    def tests(self, going: tuple[tuple[str, float | None, float | None], ...]) -> None:
        """Hand on."""
        self._batch.board.tests(going)

    def say(self, text: str) -> None:
        """Hand on."""
        self._batch.board.say(text)

    def left(self, seconds: float | None) -> None:
        """Hand on."""
        self._batch.board.left(seconds)


def obstacles(batch: Batch, armed: Armed, looked: Looked) -> tuple[str, ...]:
    """Return every reason not to begin; none: the wipe room is asked.

    An order of the hub is as old as its last word: it counts its hours by its own clock, and the tower's may be wrong.
    """
    found = []
    if armed.at_tower and not armed.begun and armed.until <= datetime.now(UTC):
        found.append(_("The leave to erase is over: arm the tower again."))
    if batch.board.code is None:
        found.append(_("The tower has no code."))
    if not (armed.lot or looked.lot):
        found.append(_("The tower belongs to no lot of a donor: nobody says that it may be erased."))
    missing = [disk for disk in armed.disks if disk not in looked.disks]
    if not armed.disks or "" in armed.disks:
        found.append(_("It has no disk that could be named."))
    elif missing:
        text = _("The disks in the order are not those of this tower: {disks}.")
        found.append(text.format(disks=", ".join(missing)))
    return (*found, *looked.against(armed.disks))


def _among_papers(batch: Batch) -> Armed | None:
    """A power cut may come between a certificate and the record that tells of it: then the erasure goes on, which only
    looks at the disk again."""
    armed = batch.notes.kept.armed
    if armed is not None and armed.begun and batch.rooms.unfinished(armed.disks) and _may_sign(batch):
        return armed
    if armed is not None:
        _disarm(batch)
    return None


def _going_on(batch: Batch) -> Armed | None:
    """An erasure that wrote already goes on after a power cut, unless the hub says that it was taken back.

    An order that was not used is asked for again; so is one whose erasures all have their end, however they ended.
    """
    armed = batch.notes.kept.armed
    if armed is None:
        return None
    if not (armed.begun and batch.rooms.unfinished(armed.disks) and _may_sign(batch)):
        _disarm(batch)
        return None
    if armed.at_tower or not batch.orders.listens:
        return armed
    for _second in range(_PATIENCE_SECONDS):
        if batch.orders.asked:
            break
        batch.rest()
    if not batch.orders.asked or batch.orders.silent or _holds(batch.orders.latest, armed):
        return armed
    _disarm(batch)
    return None


def _holds(said: Order, armed: Armed) -> bool:
    """By the hub's word, which counts its hours itself: the clock of a tower may say that they are over."""
    if said.armed is not None:
        return set(armed.disks) <= set(said.armed.disks)
    return said.lapsed if said.lapsed is not None else armed.until <= datetime.now(UTC)


def _leave(batch: Batch) -> Armed | None:
    return batch.board.armed or batch.orders.latest.armed


def _why_not(batch: Batch) -> str:
    if _leave(batch) is not None and batch.board.is_needed("pin"):
        return _("Nobody typed the PIN of this stick’s key: nothing was erased.")
    return _("Nobody armed this tower: nothing was erased.")


def _wait(batch: Batch) -> Armed | None:
    """Wait for a person, at the server or at the tower, and for the PIN; None: this profile does not wait, or somebody
    said not to.

    The server arms only what it knows: it is told of the look first.
    """
    if batch.orders.listens and batch.profile.wait_for_arming:
        with suppress(PCSolError):
            batch.rooms.push()
    batch.board.waits_for_go_on()
    while True:
        armed = _leave(batch)
        if armed is not None:
            batch.board.met("arm")
            if not batch.board.is_needed("pin"):
                return armed
        if (armed is None and not batch.profile.wait_for_arming) or batch.board.takes_go_on():
            batch.board.met("arm")
            return None
        if armed is None:
            batch.board.need(
                "arm", _("Its disks are not erased: arm it at the server, or press E here. Enter: leave it so.")
            )
        batch.board.says("waits" if armed is None else "hand")
        batch.rest()
