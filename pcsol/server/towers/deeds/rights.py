"""Who may do what with a tower, and which change of state wants a reason (pure): the one table of it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row

from pcsol.server.access.caller import Caller, Role
from pcsol.server.towers import erased
from pcsol.server.towers.states import ANNOUNCED, OUT, STATES, WITHDRAWN

DEEDS: dict[str, Role] = {
    "note": Role.VOLUNTEER,
    "state": Role.VOLUNTEER,  # and by the state: STATE_ROLES
    "code": Role.TECHNICIAN,
    "asset": Role.TECHNICIAN,
    "lot": Role.TECHNICIAN,
    "settle": Role.TECHNICIAN,
    "sign-off": Role.TECHNICIAN,
    "merge": Role.COORDINATOR,
    "split": Role.COORDINATOR,
}
# Who may bring a tower into a state, or out of it again. What comes back is received by whoever is there.
STATE_ROLES: dict[str, Role] = {
    **dict.fromkeys(STATES, Role.VOLUNTEER),
    **dict.fromkeys((ANNOUNCED, WITHDRAWN), Role.TECHNICIAN),
    "for-parts": Role.TECHNICIAN,
    **dict.fromkeys(("lent", "given", "destroyed", "recycled"), Role.COORDINATOR),
}
# Where a tower usually goes next; every other way is open as well, with a reason.
USUAL: dict[str, tuple[str, ...]] = {
    "announced": ("received", "to-check", "withdrawn"),
    "received": ("to-check", "to-repair", "for-parts"),
    "to-check": ("ready", "to-repair", "in-workshop", "for-parts"),
    "to-repair": ("to-check", "ready", "in-workshop", "for-parts"),
    "in-workshop": ("to-check", "ready", "to-repair"),
    "ready": ("given", "lent", "to-check", "in-workshop"),
    "lent": ("returned",),
    "given": ("returned", "after-sales"),
    "returned": ("to-check", "to-repair", "for-parts"),
    "after-sales": ("given", "lent", "to-repair", "ready", "for-parts"),
    "for-parts": ("recycled", "destroyed"),
    "destroyed": ("recycled",),
    "recycled": (),
    "withdrawn": ("announced",),
}
_LEAVING = (*OUT, "recycled")


def may(caller: Caller, deed: str) -> bool:
    """Say whether a person may do this to a tower that they see."""
    return deed in DEEDS and caller.may(DEEDS[deed])


def may_set(caller: Caller, old: str, new: str) -> bool:
    """Say whether a person may bring a tower from one state to another."""
    if new not in STATES or (new == WITHDRAWN and old != ANNOUNCED):
        return False
    leaving = Role.VOLUNTEER if new == "returned" else STATE_ROLES.get(old, Role.VOLUNTEER)
    return caller.may(max(leaving, STATE_ROLES[new]))


def may_undo(caller: Caller, kind: str, details: Mapping[str, Any]) -> bool:
    """Say whether a person may undo this: whoever may do it. What a record led to is not a person's deed."""
    if details.get("record") or "merge" in details:
        return False
    if kind == "state":
        return may_set(caller, str(details.get("to")), str(details.get("from")))
    return may(caller, kind)


def wants_reason(row: Row[Any], new: str) -> bool:
    """Say whether a person must say why: it is not a usual way, a disk may leave that nobody proved to be erased, or a
    tower may go to somebody that no second reader signed off."""
    has_disks = row.disks != 0 or erased.has_unseen_disk(dict(row._mapping))  # noqa: SLF001  # SQLAlchemy's public name
    unproven = new in _LEAVING and has_disks and row.erasure != "accepted"
    unread = new in OUT and row.signed_off_by is None
    return unproven or unread or new not in USUAL.get(row.state, ())


def next_states(caller: Caller, row: Row[Any]) -> tuple[list[str], list[str]]:
    """Return the states that a person may choose: those that want no reason, and all others."""
    open_ = [state for state in STATES if state != row.state and may_set(caller, row.state, state)]
    usual = [state for state in USUAL.get(row.state, ()) if state in open_ and not wants_reason(row, state)]
    return usual, [state for state in open_ if state not in usual]
