"""`pcsol compare`: two records of one tower, by default its last one and now."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pcsol.commands import answer, context, looks
from pcsol.commands.context import AsJson
from pcsol.errors import NothingToCompareError
from pcsol.exitcodes import ExitCode
from pcsol.i18n import N_, _

if TYPE_CHECKING:
    from pcsol.commands.looks import Look
    from pcsol.model.hardware.machine import Mark
    from pcsol.model.probe import Probe
    from pcsol.store.find import Kept

HELP = N_(
    "Compare two records of a tower: what is missing, was added or moved, is slower, worse, hotter.\n\n"
    "Without BEFORE: the last record kept of this tower. Without AFTER: this tower, now. "
    "Ends with 1 when there is something to look at."
)


def compare(
    ctx: typer.Context,
    before: Annotated[
        Path | None,
        typer.Argument(
            metavar=N_("BEFORE"),
            help=N_("The earlier one: an album folder, a file of `probe --json`, or a kept record."),
        ),
    ] = None,
    after: Annotated[Path | None, typer.Argument(metavar=N_("AFTER"), help=N_("The later one, likewise."))] = None,
    as_json: AsJson = False,
) -> None:
    """Look at both, compare, show."""
    from pcsol.judge.compare import compare as compared

    earlier = looks.read(before) if before else None  # what cannot be read is said before the tower is asked
    later = looks.read(after) if after else (looks.look_at(context.of(ctx).world()), None)
    was, was_id = earlier or _last_kept(later[0])
    found = compared(was, later[0], was_id, later[1])
    if as_json:
        answer.as_json(found.to_json())
    else:
        from pcsol.render import comparison, console

        comparison.show(console.out(), found)
    if found.state == "to-look-at":
        raise typer.Exit(ExitCode.FINDINGS)


def _last_kept(now: "Probe") -> "Look":
    from pcsol.model.probe import Probe
    from pcsol.model.record import TowerRef
    from pcsol.store import find
    from pcsol.store.home import home

    place = home()
    everything = find.everything(place)
    kept = find.of_tower(everything, TowerRef(marks=now.identity.marks))
    probes = [record for record in kept.records if record.kind == "probe"]
    if not _is_marked(now.identity.marks):
        raise _unmarked(place, everything)
    if not probes:
        raise NothingToCompareError(
            _("No earlier record of this tower is kept here."),
            remedy=_("Keep one with `pcsol probe --save` before the work, or name two: `pcsol compare BEFORE AFTER`."),
        )
    return find.body(probes[-1], Probe), probes[-1].id


def _unmarked(place: Path, kept: "Kept") -> NothingToCompareError:
    """A person may know by the hour which one it was: the last looks at towers without any mark are named."""
    from pcsol.store import records

    alike = [
        one for one in kept.records if one.kind == "probe" and not one.tower.code and not _is_marked(one.tower.marks)
    ]
    return NothingToCompareError(
        _("Nothing in this tower tells it from another one, so its earlier records cannot be found."),
        remedy=_("Name the file of the earlier one, by its hour (UTC): `pcsol compare FILE`."),
        details="\n".join(str(records.file_of(place, one)) for one in alike[:-4:-1]),
    )


def _is_marked(marks: "tuple[Mark, ...]") -> bool:
    return any(mark.usable for mark in marks)
