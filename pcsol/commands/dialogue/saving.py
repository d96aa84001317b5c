"""Save, and say plainly while it is not saved: what a person typed must not be lost to a full or a pulled stick."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from pcsol.commands.dialogue import asking
from pcsol.errors import StoreError
from pcsol.i18n import _
from pcsol.model.noun import Noun
from pcsol.model.record import Record, TowerRef
from pcsol.store.find import Kept
from pcsol.store.records import Moment

Saved = TypeVar("Saved")


class Desk(Protocol):
    """Where records are kept, by somebody who sees to it that they are saved in the end."""

    def kept(self) -> Kept:
        """Return what is kept, or waits to be."""

    def keep(self, kind: str, body: Noun, tower: TowerRef, moment: Moment) -> Record:
        """Keep a record, now or later."""


def save(
    kind: str, tower: TowerRef, made: Callable[[Moment], Noun], now: Moment, *, may_ask: bool, desk: Desk | None = None
) -> Record:
    """Keep what was done to a tower, and return the record once it is safe; its body is what `--json` prints.

    `now` is what the clocks say; `made` gives the body for the moment that was settled on, by a person where the clock
    cannot be believed. A tower without a code gets the one its marks are known under. Raises StoreError, at once where
    nobody can mend the medium and try again. A desk takes the record instead of the store, and sees to the medium.
    """
    if desk is not None:
        body, known, when = _settled(tower, made, now, desk.kept(), may_ask=may_ask)
        return desk.keep(kind, body, known, when)
    return until_kept(prepared(kind, tower, made, now, may_ask=may_ask), may_ask=may_ask)


def prepared(kind: str, tower: TowerRef, made: Callable[[Moment], Noun], now: Moment, *, may_ask: bool) -> Record:
    """Make the record that `save` would keep, and keep it nowhere yet."""
    from pcsol.store import find, home, records

    at = home.home()
    body, known, when = _settled(tower, made, now, find.everything(at), may_ask=may_ask)
    return records.made(kind, body, known, when, home.settled(at)[0])


def _settled(
    tower: TowerRef, made: Callable[[Moment], Noun], now: Moment, kept: Kept, *, may_ask: bool
) -> tuple[Noun, TowerRef, Moment]:
    """Return the body for the moment that was settled on, the tower with its code, and that moment."""
    from pcsol.commands.dialogue import moment
    from pcsol.store import find

    when = moment.settle(kept, now.taken_at, now.clock, may_ask=may_ask)
    known = tower if tower.code else TowerRef(code=find.code_of(kept, tower.marks), marks=tower.marks)
    return made(when), known, when


def until_kept(record: Record, *, may_ask: bool) -> Record:
    """Sign and keep this one record, and return it as it is kept. As `until_saved`: trying again makes no other one."""
    from pcsol.store import home, records

    return until_saved(lambda: records.keep_made(home.home(), record), may_ask=may_ask)


def until_saved(keep: Callable[[], Saved], *, may_ask: bool) -> Saved:
    """Return what `keep` returns; when it fails, let the person mend the medium and try again. Raises StoreError."""
    tell_of_faults()
    while True:
        try:
            return keep()
        except StoreError as err:
            if not (may_ask and asking.is_a_person_there()):
                raise
            for sentence in (err.what, err.remedy, err.details):
                asking.tell(sentence)
            if not asking.confirm(_("Try to save again?")):
                raise


def where(tower: TowerRef) -> str:
    """Say where the record of a tower lies, and how the tower is found again."""
    from pcsol.store import home

    place = home.home()
    if tower.code:
        return _("Saved as {code} in {place}.").format(code=tower.code, place=place)
    if not any(mark.usable for mark in tower.marks):  # nobody could find it again
        return _("Saved in {place}. Nothing tells this tower from another: note the hour.").format(place=place)
    return _("Saved. To give it a code: `pcsol intake CODE --this`. It lies in {place}.").format(place=place)


def tell_of_faults() -> None:
    """Say what keeps no record back and is missing on it: with faulty settings the station's name and the structure's,
    with a damaged key the signature."""
    from pcsol.store import home
    from pcsol.store.letters import key

    place = home.home()
    for fault in (home.settled(place)[1], key.fault(place)):
        if fault is not None:
            asking.tell(f"{fault.what} {fault.remedy}")
