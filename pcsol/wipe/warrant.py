"""The warrant: leave to erase one disk by one plan. Only `authorise` makes one, and it is spent once."""

from collections.abc import Iterable
from typing import Final

from pcsol.errors import WipeRefusedError
from pcsol.i18n import _
from pcsol.model.erasure.candidate import Refusal
from pcsol.model.erasure.plan import Plan
from pcsol.wipe.identity import Identity

_KEY: Final = object()


class Warrant:
    """Leave to carry out one plan on one disk, which `identity` tells from all others."""

    __slots__ = ("_spent", "identity", "plan")

    def __init__(self, plan: Plan, identity: Identity, key: object) -> None:
        """Refuse to be made by anybody but `authorise`."""
        if key is not _KEY:
            raise TypeError("use pcsol.wipe.warrant.authorise")
        self.plan, self.identity, self._spent = plan, identity, False

    def spend(self) -> Plan:
        """Return the plan, once. Raises WipeRefusedError the second time."""
        if self._spent:
            raise WipeRefusedError(_("This permission was used already."), remedy=_("Start the command again."))
        self._spent = True
        return self.plan


def authorise(plan: Plan, refusals: Iterable[Refusal], identity: Identity, *, typed: str) -> Warrant:
    """Turn a plan into a warrant when nothing speaks against it and the disk's identity was typed, sign for sign.

    Raises WipeRefusedError, with every reason, otherwise. Letters may be small or large; nothing else is forgiven.
    """
    path = plan.candidate.disk.path or plan.candidate.disk.name
    reasons = [refusal.text for refusal in refusals]
    wanted = plan.candidate.id
    if not wanted or typed.strip().casefold() != wanted.casefold():
        reasons.append(_("What was typed is not the identity of this disk."))
    if not plan.steps:
        reasons += [reason.text for reason in plan.reasons]
    if not identity.fits(plan.candidate):
        reasons.append(_("The disk is not the one that the plan was made for."))
    if reasons:
        raise WipeRefusedError(
            _("{disk} is not erased: {reason}").format(disk=path, reason=reasons[0]),
            remedy=_("`pcsol wipe list` shows every disk, with what has to be typed or why it may not be erased."),
            details="\n".join(reasons[1:]),
        )
    return Warrant(plan, identity, _KEY)
