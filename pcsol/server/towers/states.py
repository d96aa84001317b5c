"""Where a tower stands on its way through the house (pure)."""

from datetime import datetime
from typing import Any, NamedTuple

from pcsol.i18n import N_


class State(NamedTuple):
    """A state: its text, and whether the tower is still in the house."""

    title: str
    here: bool = True


ANNOUNCED, RECEIVED, TO_CHECK = "announced", "received", "to-check"
# Announced, and it will not come: shown in no list and no figure but its own.
WITHDRAWN = "withdrawn"
# At somebody who uses it: its disks hold their data when it comes back.
OUT = ("lent", "given")

STATES: dict[str, State] = {
    ANNOUNCED: State(N_("announced"), here=False),
    RECEIVED: State(N_("received")),
    TO_CHECK: State(N_("to check")),
    "to-repair": State(N_("to repair")),
    "in-workshop": State(N_("in a workshop")),
    "ready": State(N_("ready")),
    "lent": State(N_("lent"), here=False),
    "given": State(N_("given"), here=False),
    "returned": State(N_("returned")),
    "after-sales": State(N_("in after-sales")),
    "for-parts": State(N_("for parts")),
    "destroyed": State(N_("destroyed"), here=False),
    "recycled": State(N_("recycled"), here=False),
    WITHDRAWN: State(N_("announcement withdrawn"), here=False),
}

_BY_RECORD = {
    ("intake", ANNOUNCED): RECEIVED,
    ("probe", ANNOUNCED): TO_CHECK,
    ("probe", RECEIVED): TO_CHECK,
    ("wipe", ANNOUNCED): TO_CHECK,
    ("wipe", RECEIVED): TO_CHECK,
    ("intake", WITHDRAWN): RECEIVED,
    ("probe", WITHDRAWN): TO_CHECK,
    ("wipe", WITHDRAWN): TO_CHECK,
    ("handover", "ready"): "given",
    ("return", "given"): "returned",
    ("return", "lent"): "returned",
}


def first(kind: str) -> str:
    """Return where a tower stands that becomes known by a record of this kind."""
    return RECEIVED if kind == "intake" else TO_CHECK


def after(kind: str, at: datetime, state: str, since: datetime) -> str | None:
    """Return the state that a record of this moment brings a tower to, None where it leaves it as it is.

    Records only lead in: what people decided (ready, given, for parts) is theirs to change. One that comes late tells
    of a time before `since`, but for a tower that was only announced: whoever sent it had it in hand.
    """
    return _BY_RECORD.get((kind, state)) if at >= since or state in (ANNOUNCED, WITHDRAWN) else None


def left(old: str, since: datetime, new: str) -> datetime | None:
    """Return when a tower left that comes back by this change, None where it does not."""
    return since if old in OUT and new not in OUT else None


def later(*moments: datetime | None) -> datetime | None:
    """Return the latest of those that are known."""
    return max((one for one in moments if one is not None), default=None)


def change(old: str, before: datetime, new: str, since: datetime) -> dict[str, Any]:
    """Return the details of an event that changes a state. `before`: since when it was the old one."""
    return {"from": old, "to": new, "before": before.isoformat(), "since": since.isoformat()}
