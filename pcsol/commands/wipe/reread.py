"""`pcsol wipe reread`: look at a disk again. Nothing is changed."""

from typing import TYPE_CHECKING, Annotated

import typer

from pcsol.commands import answer, context
from pcsol.commands.context import AsJson
from pcsol.commands.wipe.manner import Verify
from pcsol.errors import WipeRefusedError
from pcsol.exitcodes import ExitCode
from pcsol.i18n import N_, _

if TYPE_CHECKING:
    from pcsol.model.erasure.candidate import Candidate
    from pcsol.model.erasure.plan import Depth
    from pcsol.model.erasure.reread import Reread

HELP = N_(
    "Look at a disk again, and say what it holds: zeros, one pattern, noise, or data. Nothing is changed.\n\n"
    "Without --verify full, a sample is read: 2 places in each of 1,000 parts, the first and the last sector."
)


def wipe_reread(
    ctx: typer.Context,
    disk: Annotated[str, typer.Argument(metavar=N_("DISK"), help=N_("A disk, such as sda or /dev/sda."))],
    verify: Verify = None,
    as_json: AsJson = False,
) -> None:
    """Read, judge, tell."""
    from pcsol.commands.wipe import naming
    from pcsol.commands.wipe.gathering import gather
    from pcsol.commands.wipe.preparing import depth

    world = context.of(ctx).world()
    if world.source != "live":
        raise WipeRefusedError(_("This is a recorded machine: its disks are not here."))
    candidate = naming.one(world, gather(world).candidates, disk)
    found = _read(candidate, depth(verify) or "sample")
    if as_json:
        answer.as_json(found.to_json())
    else:
        _tell(found)
    if found.looks_erased is not True:
        raise typer.Exit(ExitCode.FINDINGS)


def _read(candidate: "Candidate", depth: "Depth") -> "Reread":
    from pcsol.commands.faults import signals
    from pcsol.model.erasure.reread import Reread
    from pcsol.render.erasure.race import Race
    from pcsol.report.erasure import sheets
    from pcsol.store.home import home
    from pcsol.store.papers import opening
    from pcsol.wipe import rereading
    from pcsol.wipe.passes.reins import Reins

    path = candidate.disk.path or f"/dev/{candidate.disk.name}"
    with signals.heard() as stopping, Race({path: sheets.name(candidate)}) as race:
        seen = rereading.reread(path, depth, Reins(disk=path, tell=race.tell, stop=stopping.event))
    if stopping.number is not None:
        raise SystemExit(128 + stopping.number)
    return Reread(
        disk=path,
        id=candidate.id,
        looks_erased=rereading.looks_erased(seen),
        verification=seen,
        certificates=opening.files_of(home(), candidate.id),
    )


def _tell(found: "Reread") -> None:
    from pcsol.render import console
    from pcsol.report.erasure import sheets

    screen = console.out()
    for sentence in sheets.reread(found):
        screen.say(sentence)
    for file in found.certificates:  # whole, so that it can be copied
        screen.rich.print(file, soft_wrap=True)
