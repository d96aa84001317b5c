"""`pcsol wipe list`: every disk, what must be typed to erase it, or why it may not be erased."""

import os
from typing import TYPE_CHECKING

import typer

from pcsol.commands import answer, context
from pcsol.commands.context import AsJson
from pcsol.commands.wipe.options import AllowLoop, AllowRemovable, Tower
from pcsol.i18n import N_, _

if TYPE_CHECKING:
    from pcsol.commands.wipe.gathering import Gathered
    from pcsol.model.erasure.candidate import Candidate
    from pcsol.model.erasure.listing import ListedDisk, WipeList

HELP = N_(
    "Show every disk of this tower: what must be typed to erase it, or every reason why it may not be erased. "
    "Nothing is changed.\n\n"
    "What is not known is a reason as well. Run it as the administrator (`sudo`): others may not look everywhere."
)


def wipe_list(
    ctx: typer.Context,
    allow_loop: AllowLoop = False,
    allow_removable: AllowRemovable = False,
    tower: Tower = None,
    as_json: AsJson = False,
) -> None:
    """Look, judge, show."""
    from pcsol.commands.wipe import gathering

    world = context.of(ctx).world()
    gathered = gathering.gather(world, tower)
    notes = () if world.source == "album" or os.geteuid() == 0 else (_NOT_ROOT,)
    found = listed(gathered, gathering.lifted(loop=allow_loop, removable=allow_removable), tuple(map(_, notes)))
    if as_json:
        answer.as_json(found.to_json())
        return
    from pcsol.render import console
    from pcsol.render.erasure import listing

    listing.show(console.out(), found)


_NOT_ROOT = N_("Only the administrator may look everywhere: start again with `sudo pcsol wipe list`.")


def listed(gathered: "Gathered", lifted: frozenset[str], notes: tuple[str, ...] = ()) -> "WipeList":
    """Return the whole list, with the refusals that these options leave."""
    from pcsol.model.erasure.listing import WipeList

    disks = tuple(_line(gathered, candidate, lifted) for candidate in gathered.candidates)
    return WipeList(disks=disks, custody=gathered.custody, remarks=gathered.remarks, notes=notes)


def _line(gathered: "Gathered", candidate: "Candidate", lifted: frozenset[str]) -> "ListedDisk":
    from pcsol.model.erasure.listing import ListedDisk

    refusals = gathered.refusals(candidate, lifted)
    disk = candidate.disk
    return ListedDisk(
        path=disk.path,
        id=candidate.id,
        eligible=not refusals,
        refusals=refusals,
        lifted_by=tuple(dict.fromkeys(one.lifted_by for one in refusals if one.lifted_by)),
        kind=candidate.kind,
        name=disk.name,
        vendor=disk.vendor,
        model=disk.model,
        serial=disk.serial,
        wwn=disk.wwn,
        size_bytes=disk.size_bytes,
        medium=disk.medium,
        bus=disk.bus,
        removable=disk.removable,
        own_medium=disk.own_medium,
        backing_file=candidate.backing_file,
        read_only=candidate.read_only,
        holdings=candidate.holdings,
        system_roles=candidate.system_roles,
        unknown=candidate.unknown,
    )
