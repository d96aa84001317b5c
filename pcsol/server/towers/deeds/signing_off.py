"""A second reader signs a tower off: another person than whoever tested, armed or erased it, as far as is known."""

from datetime import datetime

from sqlalchemy import Connection, select, update

from pcsol.i18n import N_, _
from pcsol.server.access.caller import Caller
from pcsol.server.database.tables import arming, person, record, tower
from pcsol.server.towers import events, states, summary
from pcsol.server.towers.deeds import refusals
from pcsol.server.towers.deeds.changes import MOST_WORDS, allowed, held

_TESTED, _ERASED, _ARMED = N_("tested it"), N_("erased it"), N_("armed it")
_WORK = {"test": _TESTED, "grade": _TESTED, "wipe": _ERASED, "destruction": _ERASED}


def sign_off(connection: Connection, now: datetime, caller: Caller, number: int, why: str) -> None:
    """Sign a tower off; it counts until it is tested or erased anew, or comes back. Raises Fault."""
    allowed(caller, "sign-off")
    row = held(connection, caller, number)
    if not states.STATES[row.state].here:
        raise refusals.not_here()
    did = _did(connection, caller, number)
    if did:
        raise refusals.same_person(_(did))
    who = caller.who[:200]
    values = {"signed_off_by": who, "signed_off_at": now}
    connection.execute(update(tower).where(tower.c.number == number).values(values))
    details = {"from": row.signed_off_by, "to": who, "person": caller.number, "why": why[:MOST_WORDS]}
    events.note(connection, now, caller, row.structure, number, "sign-off", details)


def _did(connection: Connection, caller: Caller, number: int) -> str:
    """Say what this person did to the tower, "" where nothing is known: an operator is a name that a bench was told."""
    mine = arming.c.tower == number, arming.c.person == caller.number
    if connection.scalar(select(arming.c.number).where(*mine).limit(1)) is not None:
        return _ARMED
    login = connection.scalar(select(person.c.login).where(person.c.number == caller.number))
    names = {summary.plain(one) for one in (caller.name, login or "")} - {""}
    wanted = select(record.c.kind, record.c.operator).where(
        record.c.tower == number, record.c.kind.in_(_WORK), record.c.operator.is_not(None)
    )
    return next((_WORK[one.kind] for one in connection.execute(wanted) if summary.plain(one.operator) in names), "")
