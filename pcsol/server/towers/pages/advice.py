"""What to do next with a tower: by where it stands and what is proven of its disks, then by what it is worth."""

from typing import Any

from sqlalchemy import Row

from pcsol.i18n import N_, _
from pcsol.judge.towers.standing import PARTS
from pcsol.server.towers import graded
from pcsol.server.towers.states import ANNOUNCED, OUT, WITHDRAWN

_BY_STATE = {
    ANNOUNCED: N_("It is expected: scan its label when it comes."),
    WITHDRAWN: N_("It will not come. Should it come after all, look at it at a bench."),
    **dict.fromkeys(OUT, N_("Nothing: it is with whoever uses it. When it comes back, say so here.")),
    **dict.fromkeys(("destroyed", "recycled"), N_("Nothing: it has left for good.")),
}
_BY_ERASURE = {
    "none": N_("Erase its disks again, or take them out: an erasure was not accepted."),
    "before": N_("Erase its disks: they were in use since they were erased."),
    "partly": N_("Erase the disks without a certificate."),
}


def next_step(row: Row[Any], told: str | None) -> str:
    """Return it in the language of the moment. `told`: what the last probe recommends."""
    found = _BY_STATE.get(row.state) or _BY_ERASURE.get(row.erasure or "")
    if found is not None:
        return _(found)
    return (
        mending(row)
        or told
        or (
            _("unknown")
            if row.probed_at
            else _("Nothing is known of it yet: look at it at a bench (pcsol probe --save).")
        )
    )


def mending(row: Row[Any]) -> str | None:
    """Return what to do with a tower whose grade keeps it from being given as it is; None for any other one."""
    if not graded.has_failed(row.function, row.graded_destination):
        return None
    if row.destination == PARTS:
        found = _("It failed a test that it cannot do without: mend it and test it again, or take it for its parts.")
    else:
        found = _("Something in it does not work: mend it, then test it again.")
    is_clean = row.erasure == "accepted" or row.disks == 0
    return found if is_clean else " ".join((found, _("Erase its disks whatever becomes of it.")))
