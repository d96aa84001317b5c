"""`pcsol export`: kept towers, in the formats of other programs."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pcsol.commands import answer
from pcsol.commands.context import AsJson
from pcsol.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from pcsol.model.inventory.tower import Tower

HELP = N_(
    "Write kept towers for other programs: an inventory for GLPI (several: one ZIP for its import by file), what "
    "Snipe-IT or DeviceHub would be sent, or a table for spreadsheets.\n\n"
    "Without CODE: every tower. Without --out: on the screen."
)


class Format(StrEnum):
    """What can be written."""

    GLPI = "glpi"
    SNIPEIT = "snipeit"
    DEVICEHUB = "devicehub"
    CSV = "csv"


def export(
    format: Annotated[Format, typer.Argument(metavar=N_("FORMAT"), help="glpi, snipeit, devicehub, csv")],  # noqa: A002
    codes: Annotated[list[str] | None, typer.Argument(metavar=N_("CODE…"), help=N_("Codes of towers."))] = None,
    out: Annotated[
        Path | None, typer.Option(metavar=N_("FILE"), help=N_("Write this file; one that is there is replaced."))
    ] = None,
    separator: Annotated[
        str | None,
        typer.Option(metavar=N_("SIGN"), help=N_("For csv: what separates columns (in French else a semicolon).")),
    ] = None,
    tag: Annotated[
        str | None, typer.Option(metavar=N_("TEXT"), help=N_("For glpi: the tag; else the structure's name."))
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Gather, convert, write."""
    from pcsol.commands import inventories
    from pcsol.commands.export import writing
    from pcsol.render import console

    if separator is not None and len(separator) != 1:
        raise typer.BadParameter(_("Give one sign."), param_hint="--separator")
    found = inventories.wanted(codes or ())
    wish = writing.Wish(str(format), separator, tag)
    towers, left_out = writing.fit(wish, found.towers)
    lines = [inventories.told(fault) for fault in found.faults]
    for line in lines:
        console.aside().say(_("Left out: {what}").format(what=line))
    for tower in left_out:
        console.aside().say(
            _("Left out: {tower} was received, and never looked at.").format(tower=tower.code or tower.key)
        )
    if out is None:
        writing.show(wish, towers, as_json=as_json)
        return
    writing.write(wish, towers, out)
    if as_json:
        answer.as_json(_written(wish.format, out, towers, [*lines, *(one.key for one in left_out)]))
    else:
        told = ngettext("{file} is written: {count} tower.", "{file} is written: {count} towers.", len(towers))
        console.out().say(told.format(file=out, count=len(towers)))


def _written(form: str, out: Path, towers: "list[Tower]", left_out: list[str]) -> dict[str, Any]:
    return {
        "schema": "pcsol/export/1",
        "format": form,
        "file": str(out),
        "towers": [tower.code or tower.key for tower in towers],
        "left_out": left_out,
    }
