"""Change what is said of a tower: state, code, asset number, lot, a note, a doubt that is settled."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, exists, or_, select, update

from pcsol.errors import CodeFaultyError
from pcsol.judge import codes
from pcsol.server import faults
from pcsol.server.access.caller import Caller
from pcsol.server.database.tables import lot, lot_line, part, photo, record, tower
from pcsol.server.towers import events, rebuild, remade, states, summary
from pcsol.server.towers.deeds import refusals, rights

MOST_WORDS = 2_000
_MOST_ASSET = 100


def held(connection: Connection, caller: Caller, number: int) -> Row[Any]:
    """Return the row of a tower that the caller sees, held until the end of the transaction. Raises Fault 404."""
    mine = (tower.c.number == number, tower.c.merged_into.is_(None), caller.within(tower.c.structure))
    row = connection.execute(select(tower).where(*mine).with_for_update()).first()
    if row is None:
        raise faults.not_found()
    return row


def allowed(caller: Caller, deed: str) -> None:
    """Raise Fault 403 where the caller's role does not allow this."""
    if not rights.may(caller, deed):
        raise faults.not_allowed()


def note(connection: Connection, now: datetime, caller: Caller, number: int, text: str) -> int:
    """Keep a person's words. Raises Fault."""
    allowed(caller, "note")
    row = held(connection, caller, number)
    if not text:
        raise refusals.empty()
    return events.note(connection, now, caller, row.structure, number, "note", {"text": text[:MOST_WORDS]})


def set_state(connection: Connection, now: datetime, caller: Caller, number: int, new: str, why: str) -> bool:
    """Bring a tower to a state; False where it is there already. Raises Fault."""
    row = held(connection, caller, number)
    if not rights.may_set(caller, row.state, new):
        raise faults.not_allowed()
    if row.state == new:
        return False
    if rights.wants_reason(row, new) and not why:
        raise refusals.why_wanted()
    if new == states.WITHDRAWN:
        _withdraw(connection, number)
    details = {**states.change(row.state, row.state_at, new, now), "why": why[:MOST_WORDS]}
    _keep(connection, number, **summary.brought(summary.opened(dict(row._mapping)), new, now))  # noqa: SLF001  # public
    events.note(connection, now, caller, row.structure, number, "state", details)
    return True


def set_code(connection: Connection, now: datetime, caller: Caller, number: int, typed: str, why: str) -> None:
    """Give a tower the code of its sticker; "" takes it away. Raises Fault."""
    allowed(caller, "code")
    row = held(connection, caller, number)
    code = read_code(typed) if typed else None
    if code == row.code:
        return
    if code is not None and is_taken(connection, row.structure, code):
        raise refusals.code_taken()
    _say(connection, now, caller, row, "code", code, why)


def set_asset(connection: Connection, now: datetime, caller: Caller, number: int, asset: str, why: str) -> None:
    """Note the donor's own number of it; "" takes it away. Raises Fault."""
    allowed(caller, "asset")
    row = held(connection, caller, number)
    _say(connection, now, caller, row, "asset", summary.told(asset, _MOST_ASSET), why)


def set_lot(connection: Connection, now: datetime, caller: Caller, number: int, wanted: int | None, why: str) -> None:
    """Count a tower to a lot of its structure; None takes it out. Its line on the list of another lot is free again.

    Raises Fault.
    """
    allowed(caller, "lot")
    row = held(connection, caller, number)
    if wanted is not None:
        found = select(lot.c.number).where(lot.c.number == wanted, lot.c.structure == row.structure)
        if connection.scalar(found) is None:
            raise faults.not_found()
    elsewhere = (
        lot_line.c.tower == number if wanted is None else (lot_line.c.tower == number) & (lot_line.c.lot != wanted)
    )
    connection.execute(update(lot_line).where(elsewhere).values(tower=None))
    _say(connection, now, caller, row, "lot", wanted, why, by="person")


def settle(connection: Connection, now: datetime, caller: Caller, number: int, why: str) -> None:
    """Say that somebody looked, and that all is well with this doubt. Raises Fault."""
    allowed(caller, "settle")
    row = held(connection, caller, number)
    if row.doubt is None:
        return
    if not why:
        raise refusals.why_wanted()
    details = {"from": row.doubt, "to": None, "why": why[:MOST_WORDS]}
    events.note(connection, now, caller, row.structure, number, "settle", details)
    _keep(connection, number, doubt=None, settled=remade.settled(rebuild.said(connection, number)))


def read_code(typed: str) -> str:
    """Return a typed or scanned code in its one form. Raises Fault 422."""
    try:
        return codes.read(typed)
    except CodeFaultyError as err:
        raise refusals.faulty_code(err) from err


def is_taken(connection: Connection, structure: int, code: str, but: int = 0) -> bool:
    """Say whether a tower of this structure has a code, be it merged into another. `but`: one that may have it."""
    mine = (tower.c.structure == structure, tower.c.code == code, tower.c.number != but)
    return connection.scalar(select(tower.c.number).where(*mine)) is not None


def _withdraw(connection: Connection, number: int) -> None:
    """Free the line of a tower that will not come. Raises Fault 409 where something of it is here."""
    counting = (record.c.tower, photo.c.tower, part.c.taken_from, part.c.fitted_to)
    here = (exists().where(column == number) for column in counting)
    if connection.scalar(select(or_(*here))):
        raise refusals.is_here()
    connection.execute(update(lot_line).where(lot_line.c.tower == number).values(tower=None))


def _say(  # noqa: PLR0913, PLR0917  # one column of one tower, by whom, when and why
    connection: Connection, now: datetime, caller: Caller, row: Row[Any], column: str, value: Any, why: str, **more: str  # noqa: ANN401
) -> None:  # fmt: skip
    old = getattr(row, column)
    if old == value:
        return
    new = {**row._mapping, column: value}  # noqa: SLF001  # SQLAlchemy's public name
    _keep(connection, row.number, **{column: value, "search": summary.words_of_search(new)})
    details = {"from": old, "to": value, "why": why[:MOST_WORDS], **more}
    events.note(connection, now, caller, row.structure, row.number, column, details)


def _keep(connection: Connection, number: int, **values: object) -> None:
    connection.execute(update(tower).where(tower.c.number == number).values(values))
