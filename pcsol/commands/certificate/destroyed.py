"""`pcsol certificate destroyed`: note that a disk was destroyed, on paper and as a record of its tower."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from pcsol import __version__
from pcsol.commands import answer
from pcsol.commands.certificate.signer import PinFile
from pcsol.commands.context import AsJson
from pcsol.commands.dialogue import pin
from pcsol.i18n import N_, _

if TYPE_CHECKING:
    from pcsol.model.papers.certificate import Device, Source
    from pcsol.model.papers.destruction import Destruction, How
    from pcsol.model.settings import Settings
    from pcsol.store.papers.keeping import Filed
    from pcsol.store.records import Moment

HELP = N_(
    "Note that a disk was destroyed: how, by whom, seen by whom, with which slip. Keeps a record of its tower and a "
    "signed page.\n\n"
    "The disk is found by its serial number or WWN among the papers and records of this station; one that is not there "
    "needs --model as well, so that a mistyped number is seen."
)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a person declares."""

    how: "How"
    note: str | None
    who: str | None
    witness: str | None
    recycler: str | None
    slip: str | None


def certificate_destroyed(  # noqa: PLR0917  # Typer's
    disk: Annotated[str, typer.Argument(metavar=N_("ID"), help=N_("The disk's serial number, else its WWN."))],
    how: Annotated[
        str,
        typer.Option(
            metavar=N_("WAY"),
            help=N_("shredded, crushed, drilled, taken-apart, handed-over (to a recycler) or other."),
        ),
    ],
    who: Annotated[
        str | None, typer.Option(metavar=N_("NAME"), help=N_("Who did it; else the one who works here now."))
    ] = None,
    witness: Annotated[str | None, typer.Option(metavar=N_("NAME"), help=N_("Who saw it."))] = None,
    recycler: Annotated[str | None, typer.Option(metavar=N_("NAME"), help=N_("Who took what was left."))] = None,
    slip: Annotated[str | None, typer.Option(metavar=N_("NUMBER"), help=N_("The recycler's slip."))] = None,
    note: Annotated[str | None, typer.Option(metavar=N_("TEXT"), help=N_("Anything to add."))] = None,
    tower: Annotated[
        str | None, typer.Option(metavar=N_("CODE"), help=N_("The tower it came from, where no record tells."))
    ] = None,
    model: Annotated[
        str | None, typer.Option(metavar=N_("TEXT"), help=N_("The disk's model, where no record names it."))
    ] = None,
    pin_file: PinFile = None,
    as_json: AsJson = False,
) -> None:
    """Find the disk, sign, keep."""
    from pcsol.store import home

    said = _Said(_way(how), _text(note), _text(who), _text(witness), _text(recycler), _text(slip))
    at = home.home()
    device, source = _found(at, disk.strip(), _text(model), tower)
    filed = _kept(at, said, (device, source), pin_file, may_ask=not as_json)
    if as_json:
        answer.as_json(filed.paper.to_json())
        return
    from pcsol.render import console

    screen = console.out()
    screen.say(_("Noted: the disk {id} was destroyed.").format(id=device.id))
    screen.say(_("The page to sign: {file}").format(file=filed.pdf))


def _kept(
    at: Path, said: _Said, about: "tuple[Device, Source]", pin_file: Path | None, *, may_ask: bool
) -> "Filed[Destruction]":
    """The paper first: a record is never changed, and its body is the signed paper."""
    from pcsol.commands.dialogue import moment, saving
    from pcsol.model.record import TowerRef
    from pcsol.store import find, records
    from pcsol.store.papers import keeping

    now = moment.now()
    when = moment.settle(find.everything(at), now.taken_at, now.clock, may_ask=may_ask)
    key = pin.station_key(at, pin_file, may_ask=may_ask, moment=when)
    paper = _paper(at, said, about, when)
    filed = saving.until_saved(lambda: keeping.file(at, paper, key), may_ask=may_ask)
    tower = TowerRef(code=paper.source.tower_code, marks=paper.source.marks)
    record = records.made("destruction", filed.paper, tower, when, _settings(at))
    saving.until_kept(record, may_ask=may_ask)
    return filed


def _paper(at: Path, said: _Said, about: "tuple[Device, Source]", when: "Moment") -> "Destruction":
    import uuid

    from pcsol.judge.certificate.make import LAW
    from pcsol.model.papers.destruction import Destruction
    from pcsol.store.operator import operator

    settings = _settings(at)
    return Destruction(
        id=str(uuid.uuid4()),
        made_at=when.taken_at,
        clock=when.clock,
        structure=settings.structure,
        station=settings.station,
        operator=operator(),
        tool_version=__version__,
        device=about[0],
        source=about[1],
        law=LAW,
        how=said.how,
        note=said.note,
        who=said.who or operator(),
        witness=said.witness,
        recycler=said.recycler,
        slip=said.slip,
    )


def _found(at: Path, typed: str, model: str | None, tower: str | None) -> "tuple[Device, Source]":
    from pcsol.judge import codes
    from pcsol.model.papers.certificate import Device, Source
    from pcsol.store.papers import opening

    known = opening.disk_of(at, typed) if typed else None
    if known is None and (not typed or model is None):
        raise typer.BadParameter(
            _("No paper and no record of this station names the disk {id}. If it is right, give --model too.").format(
                id=typed
            ),
            param_hint=_("ID"),
        )
    device, source = known or (Device(id=typed, serial=typed, model=model), Source())
    if tower is not None:
        source = source.model_copy(update={"tower_code": codes.read(tower)})
    return device, source


def _way(how: str) -> "How":
    from pcsol.model.papers.destruction import How

    ways: tuple[How, ...] = get_args(How)
    found = next((way for way in ways if way == how.strip().lower()), None)
    if found is None:
        raise typer.BadParameter(_("One of: {ways}.").format(ways=", ".join(ways)), param_hint="--how")
    return found


def _text(given: str | None) -> str | None:
    return " ".join(given.split()) or None if given is not None else None


def _settings(at: Path) -> "Settings":
    from pcsol.store import home

    return home.settings(at)
