"""Tower after tower to another inventory: what is new alone, one that is refused keeps no other back."""

import hashlib
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from pcsol.errors import InventoryError, InventoryRefusedError
from pcsol.i18n import _
from pcsol.model.inventory.sending import Delivered, RefusedTower, Sending, SentTower
from pcsol.model.inventory.tower import Tower
from pcsol.store.canonical import canonical
from pcsol.store.inventories.sent import Sent

_BY_ITSELF = "record-"


class Peer(Protocol):
    """One other inventory."""

    @property
    def kind(self) -> str:
        """Return which program it is."""

    def letter(self, tower: Tower) -> dict[str, Any]:
        """Return all that it is told of a tower: the same again is not sent again."""

    def deliver(self, tower: Tower) -> Delivered:
        """Send it. Raises InventoryRefusedError for this tower, InventoryError where no other would fare better."""


def send(
    name: str, peer: Peer, towers: Sequence[Tower], sent: Sent,
    told: Callable[[int, int], None] = lambda _n, _of: None, *, again: bool = False,
) -> Sending:  # fmt: skip
    """Send what has changed, with `again` all of it; `told` hears how many are done, and of how many.

    Raises InventoryError where the inventory as a whole fails.
    """
    done = Sending.model_validate({"inventory": name, "kind": peer.kind})
    for number, tower in enumerate(towers, start=1):
        done = _with(done, tower, peer, sent, again=again)
        told(number, len(towers))
    return done


def _with(done: Sending, tower: Tower, peer: Peer, sent: Sent, *, again: bool) -> Sending:
    called = tower.code or tower.key
    why = _why_not(tower)
    if why:
        return _more(done, left_out=RefusedTower(tower=called, what=why[0], remedy=why[1]))
    letter = hashlib.sha256(canonical(peer.letter(tower))).hexdigest()
    if not again and sent.has(tower.key, letter):
        return _more(done, unchanged=called)
    try:
        delivered = peer.deliver(tower)
    except InventoryRefusedError as err:
        return _more(done, refused=RefusedTower(tower=called, what=err.what, remedy=err.remedy, details=err.details))
    except InventoryError as err:
        if done.sent:
            before = _("{count} sent before; they are not sent again.").format(count=len(done.sent))
            err.details = f"{before} {err.details}"
        raise
    if delivered.state == "pending":
        return _more(done, pending=called)
    if not delivered.ignored:  # what was not kept is to be tried again, once somebody has mended it there
        sent.add(tower.key, letter)
    return _more(done, sent=SentTower(tower=called, place=delivered.place, ignored=delivered.ignored))


def _why_not(tower: Tower) -> tuple[str, str] | None:
    if tower.probe is None:
        return _("It was received, and never looked at."), _("Look at it with `pcsol probe --save`.")
    if tower.code is None and tower.key.startswith(_BY_ITSELF):
        return (
            _("Nothing tells it from another one: each look would be another tower there."),
            _("Give it a sticker: `pcsol intake CODE`."),
        )
    return None


def _more(done: Sending, **one: object) -> Sending:
    return done.model_copy(update={key: (*getattr(done, key), value) for key, value in one.items()})
