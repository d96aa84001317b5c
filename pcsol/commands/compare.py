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
    from pcsol.model.comparison import Comparison
    from pcsol.model.hardware.machine import Mark
    from pcsol.model.probe import Probe
    from pcsol.model.record import Record
    from pcsol.store.find import Kept

HELP = N_(
    "Compare two records of a tower: what is missing, was added or moved, is slower, worse, hotter.\n\n"
    "Without BEFORE: the last record kept of this tower. Without AFTER: this tower, now. "
    "With --workshop: in a workshop's words, and what was tried before (--warm, --ports) is tried again. "
    "Ends with 1 when there is something to look at."
)


def compare(  # noqa: PLR0917  # Typer's
    ctx: typer.Context,
    before: Annotated[
        Path | None,
        typer.Argument(
            metavar=N_("BEFORE"),
            help=N_("The earlier one: an album folder, a file of `probe --json`, or a kept record."),
        ),
    ] = None,
    after: Annotated[Path | None, typer.Argument(metavar=N_("AFTER"), help=N_("The later one, likewise."))] = None,
    workshop: Annotated[
        bool,
        typer.Option(
            "--workshop", help=N_("Say it for the people of a workshop: what to do again, which step, which picture.")
        ),
    ] = False,
    save: Annotated[
        bool, typer.Option("--save", help=N_("Keep the comparison, and this look at the tower, as records of it."))
    ] = False,
    warm: looks.Warm = False,
    ports: looks.Ports = False,
    as_json: AsJson = False,
) -> None:
    """Look at both, compare, keep it where that is wanted, show."""
    from pcsol.judge.compare import compare as compared
    from pcsol.model.probe import Probe
    from pcsol.store import find

    earlier = looks.read(before) if before else None  # what cannot be read is said before the tower is asked
    later = looks.read(after) if after else (looks.look_at(context.of(ctx).world()), None)
    was, was_id = earlier or _last_kept(later[0])
    if not after:
        wanted = (warm or (workshop and was.load is not None), ports or (workshop and was.sockets is not None))
        later = (_tried(ctx, later[0], was, wanted, may_ask=not as_json), None)
    look = _prepared(later[0], may_ask=not as_json) if save and later[1] is None else None
    if look is not None:
        later = (find.body(look, Probe), look.id)
    found = compared(was, later[0], was_id, later[1])
    if save:
        _keep(found, later[0], look, may_ask=not as_json)
    _show(found, as_json=as_json, workshop=workshop)
    if found.state == "to-look-at":
        raise typer.Exit(ExitCode.FINDINGS)


def _tried(ctx: typer.Context, now: "Probe", was: "Probe", wanted: tuple[bool, bool], *, may_ask: bool) -> "Probe":
    """Return the look at this tower with what was asked for: load, sockets."""
    from pcsol.commands.dialogue import trying

    world = context.of(ctx).world()
    now = trying.with_load(now, world) if wanted[0] else now
    return trying.with_sockets(now, world, was.sockets, may_ask=may_ask) if wanted[1] else now


def _prepared(now: "Probe", *, may_ask: bool) -> "Record":
    """Make the record of the look itself: a comparison whose later half nobody has is worth little."""
    from pcsol.commands.dialogue import saving
    from pcsol.model.record import TowerRef
    from pcsol.store.records import Moment

    return saving.prepared(
        "probe",
        TowerRef(marks=now.identity.marks),
        lambda when: now.model_copy(update={"taken_at": when.taken_at, "clock": when.clock}),
        Moment(now.taken_at, now.clock),
        may_ask=may_ask,
    )


def _keep(found: "Comparison", now: "Probe", look: "Record | None", *, may_ask: bool) -> None:
    """Keep the comparison, then the look that it ends with: cut off in between, a tower put back wrong never becomes
    what the next comparison begins with. The moment is settled: nobody is asked a second time."""
    from pcsol.commands.dialogue import asking, saving
    from pcsol.model.record import TowerRef
    from pcsol.store.records import Moment

    moment = Moment(now.taken_at, now.clock)
    record = saving.save("compare", TowerRef(marks=now.identity.marks), lambda _when: found, moment, may_ask=False)
    if look is not None:
        saving.until_kept(look, may_ask=may_ask)
    if may_ask:
        asking.tell(_("Saved as {id}.").format(id=record.id))


def _show(found: "Comparison", *, as_json: bool, workshop: bool) -> None:
    if as_json:
        answer.as_json(found.to_json())
        return
    from pcsol.render import comparison, console, pager

    screen = console.out()
    if not workshop:
        comparison.show(screen, found)
        return
    from pcsol.checklist import redo as judged
    from pcsol.render.workshop import redo
    from pcsol.store.home import home
    from pcsol.store.workshops.shelf import load_workshops

    shelf = load_workshops(home())
    lines = judged.advise(found, {}, shelf.advice["advice"], shelf.outline("full"))
    pager.show(screen, redo.blocks(lines, screen.columns, found.before_at))


def _last_kept(now: "Probe") -> "Look":
    from pcsol.model.probe import Probe
    from pcsol.model.record import TowerRef
    from pcsol.store import find
    from pcsol.store.home import home

    place = home()
    everything = find.everything(place)
    kept = find.of_tower(everything, TowerRef(marks=now.identity.marks))
    probes = find.looks(kept)
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
