"""Whose tower it is, by the records of this station (pure: what is kept in, one noun out)."""

from collections.abc import Iterable

from pcsol.judge.identity import same
from pcsol.model.erasure.candidate import Custody
from pcsol.model.hardware.machine import Identity, Mark
from pcsol.model.record import Record, TowerRef
from pcsol.store import find
from pcsol.store.find import Kept

# What a record of kind "return" may say of the tower when it is at the workshop again, and nobody else's.
_BACK = (None, "", "returned", "back", "stock")


def custody_of(kept: Kept, marks: tuple[Mark, ...], code_given: str | None = None) -> Custody:
    """Return the custody of the tower at hand, by its marks, or by the code that a person gave for it (`--tower`).

    A code counts only when somebody received a tower under it here. A given code that the marks speak against gives
    no code, and names both: somebody holds the wrong sticker.
    """
    codes = _codes(kept, marks, code_given)
    if len(codes) != 1:
        faults = find.of_tower(kept, TowerRef(marks=marks)).faults
        return Custody(codes=tuple(sorted(codes)), unreadable=len(faults))
    code = codes.pop()
    mine = find.of_tower(kept, TowerRef(code=code, marks=marks))
    intakes = [record for record in mine.records if record.kind == "intake" and record.tower.code == code]
    away = _away(mine.records)
    return Custody(
        code=code if intakes else None,
        lot=_said(intakes, "lot"),
        donor_asset_number=_said(intakes, "donor_asset_number"),
        drives_counted=_counted(intakes),
        away=away[0] if away else None,
        away_since=away[1].taken_at if away else None,
        unreadable=len(mine.faults),
    )


def _codes(kept: Kept, marks: tuple[Mark, ...], given: str | None) -> set[str]:
    """Return the codes that this tower may have: those of its marks, and the one that was given."""
    by_marks = find.codes_of(kept, marks)
    if given is None:
        return by_marks
    under = [record for record in kept.records if record.tower.code == given]
    answers = {same(Identity(marks=record.tower.marks), Identity(marks=marks)) for record in under}
    spoken_against = {f"{given} ?"} if False in answers and True not in answers else set()
    return by_marks | {given} | spoken_against


def _said(records: Iterable[Record], field: str) -> str | None:
    """Return what was said last: a tower that is received again need not be told all again."""
    said = [record.body.get(field) for record in records]
    return next((value for value in reversed(said) if isinstance(value, str) and value), None)


def _counted(records: Iterable[Record]) -> int | None:
    counts = [record.body.get("drives_counted") for record in records]
    return next((n for n in reversed(counts) if isinstance(n, int) and not isinstance(n, bool)), None)


def _away(records: Iterable[Record]) -> tuple[str, Record] | None:
    """Return where the tower is, and the record that says so; None when it is here and nobody else's.

    To receive it again is no return: a tower in after-sales is received too, with its owner's data on it. With a clock
    that nobody believes the order is not sure; then each handover needs a return.
    """
    moves = [record for record in records if record.kind in ("handover", "return")]
    if not moves:
        return None
    gone = [record for record in moves if record.kind == "handover"]
    unsure = any(not record.clock.trusted for record in moves) and len(gone) * 2 > len(moves)
    last = gone[-1] if unsure else moves[-1]
    state = last.body.get("state")
    if last.kind == "handover":
        return (state if isinstance(state, str) and state else "handover"), last
    return None if state in _BACK else (str(state), last)
