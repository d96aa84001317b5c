"""A tower arrives: its code, its marks if it can show any, what a person saw; then it is saved."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pcsol import __version__
from pcsol.commands import answer
from pcsol.commands.dialogue import arrival, asking
from pcsol.commands.dialogue.arrival import Seen
from pcsol.errors import AnswerNeededError, CodeFaultyError
from pcsol.i18n import _

if TYPE_CHECKING:
    from pcsol.commands.dialogue.saving import Desk
    from pcsol.model.hardware.machine import Mark
    from pcsol.model.intake import Intake
    from pcsol.model.record import Record
    from pcsol.store.find import Kept
    from pcsol.store.records import Moment
    from pcsol.tools.world.world import World


@dataclass(frozen=True, slots=True)
class Wishes:
    """How the person wants it done; `this`: the tower is the machine PCSol runs on. None: not said."""

    this: bool | None
    again: bool
    as_json: bool
    guided: bool = False  # the guided menu says itself what comes next

    @property
    def may_ask(self) -> bool:
        """Whether questions have somebody to answer them."""
        return not self.as_json and asking.is_a_person_there()


def receive(
    world: "Callable[[], World]", typed: str | None, seen: Seen, wishes: Wishes, desk: "Desk | None" = None
) -> str:
    """Receive one tower, save it and return its code; `world` opens the machine to look at, where it is the tower.

    Raises AnswerNeededError, CodeFaultyError, CodeTakenError or StoreError.
    """
    from pcsol.commands.dialogue import moment, saving
    from pcsol.model.record import TowerRef
    from pcsol.store import find, home

    kept = desk.kept() if desk else find.everything(home.home())
    code = _code(typed, wishes)
    marks, seen = _marks(world, seen, wishes)
    _refuse_taken(kept, code, marks, wishes)
    seen = arrival.complete(seen) if wishes.may_ask else seen
    tower = TowerRef(code=code, marks=marks)
    record = saving.save(
        "intake", tower, lambda when: _body(code, seen, when), moment.now(), may_ask=wishes.may_ask, desk=desk
    )
    if not wishes.guided:
        _show(record, wishes)
    return code


def _code(typed: str | None, wishes: Wishes) -> str:
    from pcsol.judge import codes

    if typed is not None:
        return codes.read(typed)
    found = asking.ask(_("The code on the sticker?"), _read_code) if wishes.may_ask else None
    if found is None and wishes.guided:
        raise EOFError
    if found is None:
        raise AnswerNeededError(
            _("The tower's code is missing."),
            remedy=_("Give it: `pcsol intake CODE`. `pcsol intake --sheet FILE.pdf` prints stickers."),
        )
    return found


def _read_code(typed: str) -> str | None:
    from pcsol.judge import codes

    try:
        return codes.read(typed)
    except CodeFaultyError as err:
        asking.tell(err.what)
        asking.tell(err.remedy)
        return None


def _marks(world: "Callable[[], World]", seen: Seen, wishes: Wishes) -> "tuple[tuple[Mark, ...], Seen]":
    """Return the marks of this tower, if it is the one; another one beside it shows none."""
    this = wishes.this
    if this is None and wishes.may_ask:
        this = asking.confirm(_("Is it the very tower that you are working on now?"))
    if not this:
        return (), seen
    from pcsol.judge.identity import identify
    from pcsol.probe import network
    from pcsol.probe.board import machine

    tower = world()
    identity = identify(machine.look(tower).value, network.look(tower).value)
    return identity.marks, replace(seen, starts=True)


def _refuse_taken(kept: "Kept", code: str, marks: "tuple[Mark, ...]", wishes: Wishes) -> None:
    """A tower that does not start shows no marks: only a person can say that it is the one that was here before."""
    from pcsol.store import reception

    if reception.standing(kept, code, marks) != "unsure" or wishes.again:
        return
    if not wishes.may_ask:
        raise reception.received_already(kept, code)
    day = f"{reception.last_seen(kept, code):%d/%m/%Y}"
    if not asking.confirm(_("{code} was here already, on {day}. Is it the same tower?").format(code=code, day=day)):
        raise reception.taken(kept, code)


def _body(code: str, seen: Seen, when: "Moment") -> "Intake":
    from pcsol.model.intake import Intake

    return Intake(
        taken_at=when.taken_at,
        clock=when.clock,
        pcsol=__version__,
        code=code,
        lot=seen.lot,
        donor_asset_number=seen.asset,
        form=seen.form,
        starts=seen.starts,
        drives_counted=seen.drives,
        missing=seen.missing,
        locks_seen=seen.locks,
        note=seen.note,
    )


def _show(record: "Record", wishes: Wishes) -> None:
    if wishes.as_json:
        answer.as_json(record.body)
        return
    from pcsol.render import console

    screen = console.out()
    screen.say(_("{code} is received and saved.").format(code=record.tower.code))
    screen.say(_next_step(record))


def _next_step(record: "Record") -> str:
    if any(mark.usable for mark in record.tower.marks):
        return _("Next: `pcsol probe --save` looks at it, and saves it under this code.")
    if record.tower.marks:
        return _("Nothing in this tower tells it from another one: note the hour of each `pcsol probe --save`.")
    if record.body["starts"] is False:
        return _("Next: look why it does not start, or keep it for parts.")
    return _("Next: start PCSol on it, and there `pcsol intake {code} --this --again`.").format(code=record.tower.code)
