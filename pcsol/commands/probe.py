"""`pcsol probe`: what this tower is, how healthy it is, what it is good for."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pcsol.commands import answer, context, looks
from pcsol.commands.context import AsJson
from pcsol.commands.dialogue import files, trying
from pcsol.errors import StoreError
from pcsol.exitcodes import ExitCode
from pcsol.i18n import N_, _

if TYPE_CHECKING:
    from pcsol.model.probe import Probe

HELP = N_(
    "Show what this tower is, how healthy it is and what it is good for. Nothing on it is changed.\n\n"
    "Ends with 1 when there is something to look at: a failing disk, or no destination but parts."
)
_NOT_ASKED = N_("Not saved: `pcsol probe --save` keeps this sheet.")
_PICTURE_LINES = 20


def probe(  # noqa: PLR0917  # Typer's
    ctx: typer.Context,
    save: Annotated[bool, typer.Option("--save", help=N_("Keep the sheet as a record of this tower."))] = False,
    html: Annotated[
        Path | None, typer.Option(metavar=N_("FILE"), help=N_("Write the sheet as a page to print or to open."))
    ] = None,
    svg: Annotated[
        Path | None, typer.Option(metavar=N_("FILE"), hidden=True, help=N_("Write a picture of the first screen."))
    ] = None,
    cpuid: Annotated[
        bool,
        typer.Option("--cpuid", help=N_("Ask the processor itself what Linux does not tell (a second or two).")),
    ] = False,
    warm: looks.Warm = False,
    ports: looks.Ports = False,
    as_json: AsJson = False,
) -> None:
    """Gather, judge, save where that is wanted, and show."""
    world = context.of(ctx).world()
    found = looks.look_at(world, cpuid=cpuid)
    if warm:
        found = trying.with_load(found, world)
    if ports:
        found = trying.with_sockets(found, world, may_ask=not as_json)
    found, saved, fault = _save(found, may_ask=not as_json) if save else (found, _(_NOT_ASKED), None)
    _write(found, saved, html, svg)
    if not as_json and not svg:
        _show(found, saved)
    if fault:
        raise fault
    if as_json:
        answer.as_json(found.to_json())
    if _is_to_look_at(found):
        raise typer.Exit(ExitCode.FINDINGS)


def _save(found: "Probe", *, may_ask: bool) -> "tuple[Probe, str, StoreError | None]":
    """Return the probe as it was kept, a sentence that says where, and what went wrong: then nothing was kept."""
    try:
        return *_kept(found, may_ask=may_ask), None
    except StoreError as err:
        return found, err.what, err


def _kept(found: "Probe", *, may_ask: bool) -> "tuple[Probe, str]":
    from pcsol.commands.dialogue import moment, saving
    from pcsol.model.record import TowerRef
    from pcsol.store import find, home, records

    place = home.home()
    kept = find.everything(place)
    when = moment.settle(kept, found.taken_at, found.clock, may_ask=may_ask)
    body = found.model_copy(update={"taken_at": when.taken_at, "clock": when.clock})
    tower = TowerRef(code=find.code_of(kept, body.identity.marks), marks=body.identity.marks)
    record = records.made("probe", body, tower, when, home.settled(place)[0])
    saving.until_kept(record, may_ask=may_ask)
    return body, saving.where(tower)


def _show(found: "Probe", saved: str) -> None:
    from pcsol.render import console, sheet
    from pcsol.report.tower_sheet import tower_sheet

    sheet.show(console.out(), tower_sheet(found), saved)


def _write(found: "Probe", saved: str, html: Path | None, svg: Path | None) -> None:
    if html:
        from pcsol.report.sheet_html import page

        files.write(html, page(found, saved, _structure()))
    if svg:
        from pcsol.render import picture, sheet
        from pcsol.report.tower_sheet import tower_sheet

        lines = sheet.cover(tower_sheet(found).cover, saved, picture.COLUMNS, _PICTURE_LINES)
        files.write(svg, picture.picture(lines, "pcsol probe"))


def _structure() -> str:
    """What the settings say, where they can be read."""
    from pcsol.store import home

    try:
        return home.settled(home.home())[0].structure or ""
    except StoreError:
        return ""


def _is_to_look_at(found: "Probe") -> bool:
    from pcsol.report.cover import PARTS, failing

    return bool(failing(found)) or found.verdict.destination in (None, PARTS)
