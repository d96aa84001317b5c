"""Whether a code may be given to the tower at hand. A code never changes, and belongs to one tower."""

from contextlib import suppress
from datetime import date
from typing import Literal

from pcsol.errors import CodeTakenError
from pcsol.i18n import _
from pcsol.judge.identity import same
from pcsol.model.hardware.machine import Identity, Mark
from pcsol.store import find
from pcsol.store.find import Fault, Kept
from pcsol.store.records import folder_name

Standing = Literal["new", "same", "unsure"]


def standing(kept: Kept, code: str, marks: tuple[Mark, ...]) -> Standing:
    """Say whether this code is new here, or known for this very tower, or known and nobody can tell for which.

    "unsure" is what a tower that does not start always is: it shows no marks, so a person must say that it is the same.
    Raises CodeTakenError when the marks say that the code is another tower's, or that this tower has another code.
    """
    others = find.codes_of(kept, marks) - {code}
    if others:
        raise CodeTakenError(
            _("This tower has the code {other} already.").format(other=", ".join(sorted(others))),
            remedy=_("A code never changes: take the new sticker off, and keep {other}.").format(other=min(others)),
        )
    under = [record for record in kept.records if record.tower.code == code]
    if not under:
        return "unsure" if _unreadable(kept, code) else "new"
    answers = {same(Identity(marks=record.tower.marks), Identity(marks=marks)) for record in under}
    if True in answers:
        return "same"
    if False in answers:
        raise taken(kept, code)
    return "unsure"


def last_seen(kept: Kept, code: str) -> date:
    """Return the day of the newest record under this code; of one that cannot be read, the day in its file's name."""
    days = [record.taken_at.astimezone().date() for record in kept.records if record.tower.code == code]
    for fault in _unreadable(kept, code):
        with suppress(ValueError):
            days.append(date.fromisoformat(fault.file.name[:10]))
    return max(days, default=date.min)


def taken(kept: Kept, code: str) -> CodeTakenError:
    """Say that the code is another tower's."""
    return CodeTakenError(
        _("The code {code} belongs to another tower, seen here on {day}.").format(
            code=code, day=f"{last_seen(kept, code):%d/%m/%Y}"
        ),
        remedy=_("Use a new sticker for this tower."),
    )


def received_already(kept: Kept, code: str) -> CodeTakenError:
    """Say that a tower with this code was here, and that nobody is there to say whether it is this one."""
    return CodeTakenError(
        _("The code {code} was received here already, on {day}.").format(
            code=code, day=f"{last_seen(kept, code):%d/%m/%Y}"
        ),
        remedy=_("If it is the same tower, add --again. If not, use a new sticker."),
    )


def _unreadable(kept: Kept, code: str) -> list[Fault]:
    """Damaged or newer records of a code are known by their folder: the code is not free because of them."""
    folder = folder_name({"tower": {"code": code}})
    return [fault for fault in kept.faults if fault.file.parent.name == folder]
