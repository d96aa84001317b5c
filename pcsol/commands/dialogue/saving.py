"""Save, and say plainly while it is not saved: what a person typed must not be lost to a full or a pulled stick."""

from collections.abc import Callable
from typing import TypeVar

from pcsol.commands.dialogue import asking
from pcsol.errors import StoreError
from pcsol.i18n import _
from pcsol.model.noun import Noun
from pcsol.model.record import Record, TowerRef
from pcsol.store.records import Moment

Saved = TypeVar("Saved")


def save(kind: str, tower: TowerRef, made: Callable[[Moment], Noun], now: Moment, *, may_ask: bool) -> Record:
    """Keep what was done to a tower, and return the record once it is safe; its body is what `--json` prints.

    `now` is what the clocks say; `made` gives the body for the moment that was settled on, by a person where the clock
    cannot be believed. A tower without a code gets the one its marks are known under. Raises StoreError, at once where
    nobody can mend the medium and try again.
    """
    from pcsol.commands.dialogue import moment
    from pcsol.store import find, home, records

    at = home.home()
    kept = find.everything(at)
    when = moment.settle(kept, now.taken_at, now.clock, may_ask=may_ask)
    body = made(when)
    known = tower if tower.code else TowerRef(code=find.code_of(kept, tower.marks), marks=tower.marks)
    return until_saved(lambda: records.keep(at, kind, body, known, when), may_ask=may_ask)


def until_saved(keep: Callable[[], Saved], *, may_ask: bool) -> Saved:
    """Return what `keep` returns; when it fails, let the person mend the medium and try again. Raises StoreError."""
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
