"""Why something of the room is not done, and why a tower is not armed: each in words."""

from collections.abc import Sequence

from pcsol.i18n import N_
from pcsol.server.faults import Fault

# Why a tower cannot be armed; "{by}" is who armed it already.
WHY: dict[str, str] = {
    "no-code": N_("it has no code: stick a label on it, and enter the code"),
    "gone": N_("it is not in the house any more"),
    "given": N_("it was given away"),
    "lent": N_("it is lent"),
    "after-sales": N_("it is in after-sales: its disks hold somebody’s data"),
    "no-lot": N_("it belongs to no donation lot"),
    "other-lot": N_("it belongs to another lot"),
    "closed": N_("its lot is closed"),
    "doubt": N_("there is a doubt which tower it is: settle it first"),
    "unknown-disks": N_("its disks are not all known: look at the tower at a bench first"),
    "no-disk": N_("it has no disk"),
    "other-disk": N_("one of the chosen disks is not in it any more"),
    "same-disk": N_("two of its disks tell the same number"),
    "armed": N_("it is armed already"),
}


def not_so_many(least: int, most: int) -> Fault:
    """422: no such number of towers under load."""
    return Fault(
        422, N_("So many towers cannot be tested under load at once."),
        remedy=N_("Go back, and write a number from 1 to 30."), details=f"{least}–{most}",
    )  # fmt: skip


def no_hour() -> Fault:
    """422: not an hour."""
    return Fault(422, N_("This is no hour of the day."), remedy=N_("Go back, and write it like 17:30."))


def not_armed(why: Sequence[tuple[str, str]]) -> Fault:
    """409: some of them are refused, so none is armed. `why`: a tower's name and the key of a reason."""
    return Fault(
        409, N_("Nothing was armed: some of these towers cannot be."),
        remedy=N_("Load the page again: it says why, tower by tower."), faults=[f"{name}: {one}" for name, one in why],
    )  # fmt: skip


def withdrawn_already() -> Fault:
    """409: it is over."""
    return Fault(409, N_("This is not armed any more."), remedy=N_("Load the page again."))
