"""`pcsol intake`: receive a tower, whether it starts or not; and print the stickers that it is known by."""

from pathlib import Path
from typing import Annotated

import typer

from pcsol.commands import context
from pcsol.commands.context import AsJson
from pcsol.commands.dialogue import arrival, reception, said
from pcsol.commands.dialogue.arrival import Seen
from pcsol.commands.dialogue.reception import Wishes
from pcsol.i18n import N_, _

HELP = N_(
    "Receive a tower, whether it starts or not. The code on its sticker is all that is needed; what is not given is "
    "asked, and Enter leaves it unknown.\n\n"
    "With --sheet, print a sheet of stickers instead."
)


def intake(  # noqa: PLR0917  # Typer's
    ctx: typer.Context,
    code: Annotated[str | None, typer.Argument(metavar=N_("CODE"), help=N_("The code on the sticker."))] = None,
    this: Annotated[
        bool | None,
        typer.Option("--this/--other", help=N_("It is the tower that PCSol runs on, or another one beside it.")),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help=N_("This tower was received here before, and has come back."))
    ] = False,
    lot: Annotated[str | None, typer.Option(metavar=N_("TEXT"), help=N_("Lot or donor."))] = None,
    asset: Annotated[str | None, typer.Option(metavar=N_("TEXT"), help=N_("The donor's own number."))] = None,
    form: Annotated[
        str | None,
        typer.Option(metavar=N_("FORM"), help=N_("Form of the case: tower, desktop, small, mini, laptop and so on.")),
    ] = None,
    starts: Annotated[bool | None, typer.Option("--starts/--no-starts", help=N_("Whether it starts."))] = None,
    drives: Annotated[
        int | None, typer.Option(min=0, max=99, metavar=N_("COUNT"), help=N_("Drives counted by eye."))
    ] = None,
    missing: Annotated[
        list[str] | None, typer.Option(metavar=N_("PART"), help=N_("A missing part; `none` when nothing is."))
    ] = None,
    lock: Annotated[
        list[str] | None, typer.Option(metavar=N_("TEXT"), help=N_("A lock that was seen; `none` when there is none."))
    ] = None,
    note: Annotated[str | None, typer.Option(metavar=N_("TEXT"), help=N_("Anything to add."))] = None,
    sheet: Annotated[
        Path | None, typer.Option(metavar=N_("FILE.pdf"), help=N_("Print new stickers: write an A4 sheet of them."))
    ] = None,
    prefix: Annotated[
        str | None, typer.Option(metavar=N_("LETTERS"), help=N_("For --sheet: 2 to 4 letters of your structure."))
    ] = None,
    first: Annotated[
        int | None, typer.Option(min=1, metavar=N_("NUMBER"), help=N_("For --sheet: the first number."))
    ] = None,
    count: Annotated[
        int | None, typer.Option(min=1, max=2100, metavar=N_("COUNT"), help=N_("For --sheet: how many stickers."))
    ] = None,
    start_at: Annotated[
        int, typer.Option(min=1, max=21, metavar=N_("PLACE"), help=N_("For --sheet: the first free place, row by row."))
    ] = 1,
    as_json: AsJson = False,
) -> None:
    """Receive a tower, or print stickers."""
    if sheet is not None:
        from pcsol.commands.dialogue import stickers

        if code is not None:
            raise typer.BadParameter(_("With --sheet no code is given."), param_hint=_("CODE"))
        stickers.write(stickers.Order(sheet, prefix, first, count, start_at), as_json=as_json)
        return
    if this and starts is False:
        raise typer.BadParameter(_("The tower that PCSol runs on does start."), param_hint="--no-starts")
    seen = Seen(
        lot=_text(lot), asset=_text(asset), form=_form(form), starts=True if this else starts, drives=drives,
        missing=_several(missing), locks=_several(lock), note=_text(note),
    )  # fmt: skip
    reception.receive(context.of(ctx).world, code, seen, Wishes(this, again, as_json))


def _text(given: str | None) -> str | None:
    return " ".join(given.split()) or None if given is not None else None


def _several(given: list[str] | None) -> tuple[str, ...] | None:
    return said.several(given) if given else None


def _form(given: str | None) -> str | None:
    if given is None:
        return None
    found = said.choice(given, arrival.forms())
    if found is None:
        known = ", ".join(arrival.forms())
        raise typer.BadParameter(_("The forms are: {known}.").format(known=known), param_hint="--form")
    return found
