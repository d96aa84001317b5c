"""Which roles a person may give, and whom they may touch (pure)."""

from typing import Any

from sqlalchemy import Row

from pcsol.i18n import N_
from pcsol.server import faults
from pcsol.server.access.caller import ROLES, Caller, Role
from pcsol.server.faults import Fault


def roles_of(caller: Caller) -> list[Role]:
    """Return the roles that this person may give: those up to their own."""
    return [role for role in Role if role <= caller.role]


def role_named(caller: Caller, word: str) -> Role:
    """Return the role of this name. Raises Fault 403 for more than one has oneself, 422 for what is no role."""
    role = ROLES.get(word)
    if role is None:
        raise faults.not_understood(["role"])
    if role > caller.role:
        raise faults.not_allowed()
    return role


def check_touch(caller: Caller, row: Row[Any]) -> None:
    """Refuse (Fault 403) what is not one's to do: to those with a higher role, and to oneself."""
    if ROLES[row.role] > caller.role:
        raise faults.not_allowed()
    if row.number == caller.number:
        raise yourself()


def yourself() -> Fault:
    """403: nobody locks themselves out by a slip."""
    return Fault(
        403, N_("Nobody changes their own role, or leaves by themselves."),
        remedy=N_("Ask another coordinator or administrator. Your own password: on the page “Password”."),
    )  # fmt: skip


def last_administrator() -> Fault:
    """409: then nobody could let anybody in any more."""
    return Fault(
        409, N_("This is the last administrator: without one, nobody could mend anything here."),
        remedy=N_("Make somebody else an administrator first."),
    )  # fmt: skip
