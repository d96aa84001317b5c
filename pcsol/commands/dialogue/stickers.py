"""`pcsol intake --sheet`: give out new codes, then print them; a code is never printed twice."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import typer

from pcsol.commands import answer
from pcsol.commands.dialogue import asking, files
from pcsol.errors import AnswerNeededError
from pcsol.i18n import _, ngettext
from pcsol.judge import codes


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for; None: as the station has settled, after the last number, to the end of the sheet."""

    file: Path
    prefix: str | None
    first: int | None
    count: int | None
    start_at: int


def write(order: Order, *, as_json: bool) -> None:
    """Write the PDF. Numbers are remembered first: a sheet that cannot be written costs numbers, never doubles."""
    from pcsol.report.labels import sheet
    from pcsol.report.labels.layouts import L7160
    from pcsol.store import home, medium, stickers

    at = home.home()
    prefix = _prefix(order, at, as_json=as_json)
    wanted = order.count or L7160.per_sheet - order.start_at + 1
    _refuse_nowhere(order.file)
    given = stickers.give_out(at, prefix, wanted, order.first)
    medium.write_whole(order.file, sheet.sheet(given, order.start_at, datetime.now(UTC)))
    _show(order.file, given, as_json=as_json)


def _prefix(order: Order, at: Path, *, as_json: bool) -> str:
    """Return the prefix given, settled or printed before; else ask for it."""
    from pcsol.store import home, stickers

    found = order.prefix or home.settings(at).prefix or stickers.last_prefix(at)
    if found is None and not as_json and asking.is_a_person_there():
        found = asking.ask(_("2 to 4 letters for your structure? (for example VAL)"), str)
    if found is None:
        raise AnswerNeededError(
            _("The letters of your structure are missing."),
            remedy=_("Give them: --prefix VAL."),
        )
    return codes.parts(codes.compose(found, 1)).prefix


def _refuse_nowhere(file: Path) -> None:
    """Before numbers are spent on it."""
    if not files.may_hold(file) or not file.parent.is_dir():
        raise typer.BadParameter(_("{file} cannot be written there.").format(file=file), param_hint="--sheet")


def _show(file: Path, given: tuple[str, ...], *, as_json: bool) -> None:
    if as_json:
        answer.as_json({"file": str(file), "codes": list(given)})
        return
    from pcsol.render import console

    screen = console.out()
    sentence = ngettext(
        "{file} holds {count} sticker: {first}.", "{file} holds {count} stickers, {first} to {last}.", len(given)
    )
    screen.say(sentence.format(file=file, count=len(given), first=given[0], last=given[-1]))
    screen.say(_("Print it at 100 %, on labels of 63.5 x 38.1 mm (21 on a sheet), or on paper to be cut."))
