"""What `pcsol doctor` found, on a terminal: what is missing first, with the command that mends it."""

from typing import Literal

from pcsol.i18n import N_, _
from pcsol.model.station import Check, Station
from pcsol.render import pager
from pcsol.render.console import Screen
from pcsol.render.lines import STYLES, Block, block, paragraph, title
from pcsol.report import words
from pcsol.report.sheet import Row, Section
from pcsol.report.words import Tone

_STATES: dict[Literal["missing", "look", "ok"], tuple[str, Tone]] = {
    "missing": (N_("Missing"), "bad"),
    "look": (N_("To look at"), "look"),
    "ok": (N_("Here"), "plain"),
}


def show(screen: Screen, station: Station) -> None:
    """Show the checks, a page at a time."""
    pager.show(screen, blocks(station, screen.columns))


def blocks(station: Station, columns: int) -> list[Block]:
    """Return a headline with the command to type, and a block per state."""
    found = [_head(station, columns)]
    for state, (word, tone) in _STATES.items():
        rows = tuple(_row(check, tone) for check in station.checks if check.state == state)
        if rows:
            found.append(block(Section(_(word), rows), columns))
    return found


def _head(station: Station, columns: int) -> Block:
    missing = sum(check.state == "missing" for check in station.checks)
    said = _("Something is missing.") if missing else _("Everything that PCSol needs is here.")
    versions = _("PCSol {pcsol}, Python {python}").format(pcsol=station.pcsol, python=station.python)
    lines = [title(versions, columns), *paragraph(said, columns, STYLES["bad" if missing else "good"])]
    if station.install:
        lines += [*paragraph(_("Type this to mend it:"), columns), *paragraph(f"  {station.install}", columns, "bold")]
    return lines


def _row(check: Check, tone: Tone) -> Row:
    remedy = (words.said(check.remedy),) if check.remedy else ()
    return Row(words.said(check.title), words.said(check.found, most=200), tone, remedy)
