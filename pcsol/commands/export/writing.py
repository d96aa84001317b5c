"""Towers in a format, to a file or to the screen."""

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from pcsol.commands import answer
from pcsol.commands.dialogue import files
from pcsol.errors import NothingToExportError
from pcsol.i18n import _

if TYPE_CHECKING:
    from pcsol.model.inventory.tower import Tower


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for on the command line."""

    format: str
    separator: str | None = None
    tag: str | None = None


def fit(wish: Wish, towers: "Iterable[Tower]") -> "tuple[list[Tower], list[Tower]]":
    """Return the towers that this format can hold, and the others. Raises NothingToExportError when none can."""
    from pcsol.commands import inventories

    chosen = list(towers)
    able, unable = (chosen, []) if wish.format == "csv" else inventories.looked_at(chosen)
    if not able:
        raise NothingToExportError(
            _("None of these towers was looked at yet."),
            remedy=_("Look at them with `pcsol probe --save`; `pcsol export csv` also has those that do not start."),
        )
    return able, unable


def show(wish: Wish, towers: "list[Tower]", *, as_json: bool) -> None:
    """Write to stdout. A ZIP is not for a screen."""
    if wish.format == "csv":
        _show_table(wish, towers, as_json=as_json)
        return
    if wish.format == "glpi" and len(towers) > 1:
        raise typer.BadParameter(
            _("Several towers make one ZIP: name a file, --out {file}.").format(file="glpi.zip"), param_hint="--out"
        )
    answer.as_json(_document(wish, towers))


def write(wish: Wish, towers: "list[Tower]", file: Path) -> None:
    """Write the file, whole and flushed, or leave what was there. Raises StoreError."""
    from pcsol.store import medium

    if not files.may_hold(file) or not file.parent.is_dir():
        raise typer.BadParameter(_("{file} cannot be written there.").format(file=file), param_hint="--out")
    try:
        medium.write_whole(Path(os.path.realpath(file)), _content(wish, towers))
    except OSError as err:
        raise medium.not_saved(err, file) from err


def _content(wish: Wish, towers: "list[Tower]") -> bytes:
    from pcsol.report.exports import archive, table

    if wish.format == "csv":
        return table.table(towers, wish.separator)
    if wish.format == "glpi" and len(towers) > 1:
        from pcsol.report.exports.glpi import inventory

        return archive.zipped({f"{tower.key}.json": inventory(tower, wish.tag) for tower in towers})
    return archive.document(_document(wish, towers))


def _document(wish: Wish, towers: "list[Tower]") -> dict[str, Any]:
    if wish.format == "glpi":
        from pcsol.report.exports.glpi import inventory

        return inventory(towers[0], wish.tag)
    if wish.format == "snipeit":
        from pcsol.report.exports import snipeit

        return {"schema": "pcsol/export-snipeit/1", "towers": [snipeit.asset(tower) for tower in towers]}
    from pcsol.report.exports import devicehub

    told = [
        {"snapshot": devicehub.snapshot(tower, tower.probe), "properties": devicehub.properties(tower)}
        for tower in towers
        if tower.probe
    ]
    return {"schema": "pcsol/export-devicehub/1", "towers": told}


def _show_table(wish: Wish, towers: "list[Tower]", *, as_json: bool) -> None:
    from pcsol.report.exports import table

    if as_json:
        answer.as_json({"schema": "pcsol/export-csv/1", "towers": table.rows(towers)})
        return
    try:
        sys.stdout.buffer.write(table.table(towers, wish.separator))
        sys.stdout.flush()
    except AttributeError:  # a stdout that takes text alone
        sys.stdout.write(table.table(towers, wish.separator).decode())
