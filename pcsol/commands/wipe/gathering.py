"""What every wipe command needs first: the disks, who uses them, and whose tower it is. One look, nothing changed."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from pcsol.errors import StoreError
from pcsol.judge import codes
from pcsol.judge.identity import identify
from pcsol.model.erasure.candidate import Candidate, Custody, Refusal
from pcsol.model.hardware.disk import HiddenStorage
from pcsol.model.hardware.machine import Identity, Machine
from pcsol.model.reason import Reason, Unknown
from pcsol.probe import network
from pcsol.probe.board import machine
from pcsol.probe.notebook import Finding, Notebook
from pcsol.probe.storage import hidden, quick
from pcsol.store import find, home
from pcsol.tools.world.abreast import Errand, every
from pcsol.tools.world.once import OnceWorld
from pcsol.tools.world.world import World
from pcsol.wipe.custody import custody_of
from pcsol.wipe.guard.drive_count import disk_count_remarks
from pcsol.wipe.guard.guard import refusals
from pcsol.wipe.survey.survey import survey

if TYPE_CHECKING:
    from pcsol.store.find import Kept

_SECONDS = 30.0
_ROOMS: dict[str, Callable[[World], Finding[Any]]] = {
    "disks": quick.look,
    "machine": machine.look,
    "hidden_storage": hidden.look,
    "network": network.look,
}


@dataclass(frozen=True, slots=True)
class Gathered:
    """One look at all disks. `custody` None: the records could not be looked at; `hidden` None: nobody could look.

    `remarks`: what must be said about disks that may be there and are not seen, on screen and on papers.
    """

    candidates: tuple[Candidate, ...]
    custody: Custody | None
    remarks: tuple[Reason, ...]
    hidden: tuple[HiddenStorage, ...] | None
    machine: Machine
    identity: Identity
    unknown: tuple[Unknown, ...]

    def refusals(self, candidate: Candidate, lifted: frozenset[str]) -> tuple[Refusal, ...]:
        """Return every reason not to erase this disk of the look, with these options given; none: it may be erased."""
        return refusals(candidate, self.candidates, self.custody, lifted)


def gather(world: World, tower: str | None = None, kept: "Kept | None" = None) -> Gathered:
    """Look. `tower`: the code that a person gave; `kept`: the records, where the caller holds them already.

    Raises CodeFaultyError for a mistyped code, and nothing else: what is not known stands in what is returned.
    """
    code = codes.read(tower) if tower is not None else None
    book = Notebook()
    once = OnceWorld(world)
    found = _looked(once, book)
    candidates = survey(once, found.get("disks") or ())
    board, ports = found.get("machine") or Machine(), found.get("network")
    identity = identify(board, ports)
    custody = _custody(identity, code, kept, book)
    shown = found.get("hidden_storage")
    return Gathered(
        candidates=candidates,
        custody=custody,
        remarks=disk_count_remarks(custody, candidates, shown),
        hidden=shown,
        machine=board,
        identity=identity,
        unknown=tuple(book.unknown),
    )


def lifted(*, loop: bool, removable: bool) -> frozenset[str]:
    """Return the options that were given, as the guard knows them."""
    given = {"--allow-loop": loop, "--allow-removable": removable}
    return frozenset(option for option, is_given in given.items() if is_given)


def _looked(world: World, book: Notebook) -> dict[str, Any]:
    found: dict[str, Any] = {}
    errands = [Errand(name, partial(look, world), _SECONDS) for name, look in _ROOMS.items()]
    for errand, future in every(world, errands):
        finding = book.attempt(errand.name, future.result)
        if finding is not None:
            book.unknown.extend(finding.unknown)
            found[errand.name] = finding.value
    return found


def _custody(identity: Identity, code: str | None, kept: "Kept | None", book: Notebook) -> Custody | None:
    try:
        records = kept if kept is not None else find.everything(home.home())
    except StoreError as err:
        book.note("custody", err.what, err.remedy)
        return None
    return custody_of(records, identity.marks, code)
