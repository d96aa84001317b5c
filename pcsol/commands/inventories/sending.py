"""`pcsol push --to NAME`: towers to another inventory."""

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from pcsol.commands import answer, inventories
from pcsol.errors import InventoryUnknownError
from pcsol.exitcodes import ExitCode
from pcsol.i18n import _

if TYPE_CHECKING:
    from pcsol.model.inventory.addresses import AnyAddress
    from pcsol.model.inventory.sending import Sending
    from pcsol.push.to.rounds import Peer


def send(name: str, codes: Iterable[str], *, again: bool, as_json: bool) -> None:
    """Send towers with these codes (none: all) to the inventory of this name in inventories.yaml.

    `again`: also those that have not changed since the last time.

    Exits with 1 when there is something to look at. Raises InventoryError, NothingToExportError, ProfileError.
    """
    from pcsol.push.to import rounds
    from pcsol.render.inventories import counting
    from pcsol.store.home import home
    from pcsol.store.inventories.sent import Sent

    place = home()
    address = _address(place, name)
    found = inventories.wanted(codes)
    with ExitStack() as stack:
        peer = _peer(name, address, place, stack)
        done = rounds.send(name, peer, found.towers, Sent(place, name), counting.counter(), again=again)
    done = done.model_copy(update={"warnings": (*_warnings(place, address), *map(inventories.told, found.faults))})
    if as_json:
        answer.as_json(done.to_json())
    else:
        from pcsol.render import console
        from pcsol.render.inventories import sent

        sent.show(console.out(), done)
    if _to_look_at(done) or found.faults:
        raise typer.Exit(ExitCode.FINDINGS)


def _address(place: Path, name: str) -> "AnyAddress":
    from pcsol.judge.profiles.inventories import EXAMPLE
    from pcsol.store.inventories.addresses import FILE, addresses

    known = addresses(place)
    if name in known:
        return known[name]
    shown = name if name.isprintable() else "?"
    here = _("Known here: {words}.").format(words=", ".join(known)) if known else ""
    how = _("Write one in {file}, for example as below, and keep it for yourself: chmod 600.").format(file=place / FILE)
    raise InventoryUnknownError(
        _("No inventory “{name}” is written down here.").format(name=shown[:60]),
        remedy=f"{here} {how}".strip(),
        details=EXAMPLE,
    )


def _peer(name: str, address: "AnyAddress", place: Path, stack: ExitStack) -> "Peer":
    from pcsol.push.to import connecting

    peer = connecting.connect(name, address, place)
    stack.enter_context(peer.wire)
    return peer


def _warnings(place: Path, address: "AnyAddress") -> list[str]:
    from pcsol.store.inventories.addresses import FILE, may_be_read_by_others

    found = []
    if may_be_read_by_others(place):
        found.append(_("Others may read {file}: chmod 600 {file}").format(file=place / FILE))
    if address.url.startswith("http://"):
        found.append(_("{url} is not encrypted: who is on the network can read what opens it.").format(url=address.url))
    return found


def _to_look_at(done: "Sending") -> bool:
    return bool(done.refused or done.pending or done.left_out or any(one.ignored for one in done.sent))
