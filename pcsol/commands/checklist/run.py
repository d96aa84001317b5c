"""`pcsol checklist run`: a group goes through a guided list at this terminal."""

from typing import Annotated

import typer

from pcsol.commands.context import AsJson
from pcsol.i18n import N_, _

HELP = N_(
    "Go through a guided list at this terminal, one step per screen, while the tower is off.\n\n"
    "What is not given is asked. Everything that is done is kept at once: `pcsol checklist resume` goes on at the same "
    "step. Nobody's name is asked or kept. Ends with 1 when it is not finished."
)


def checklist_run(  # noqa: PLR0917  # Typer's
    name: Annotated[
        str | None, typer.Argument(metavar=N_("ID"), help=N_("The list, such as full, discovery or care."))
    ] = None,
    tower: Annotated[str | None, typer.Option(metavar=N_("CODE"), help=N_("The tower's code."))] = None,
    level: Annotated[
        str | None,
        typer.Option(metavar=N_("LEVEL"), help=N_("discovery, explorer, expert, adults or technician.")),
    ] = None,
    group: Annotated[
        str | None, typer.Option(metavar=N_("NICKNAME"), help=N_("The group's nickname, from the list."))
    ] = None,
    people: Annotated[
        int | None, typer.Option(min=1, max=6, metavar=N_("COUNT"), help=N_("How many people are at the table."))
    ] = None,
    adults: Annotated[
        int,
        typer.Option(
            min=1,
            max=20,
            metavar=N_("COUNT"),
            help=N_("How many adults are there; from two on the second reader has a code of their own."),
        ),
    ] = 1,
    school: Annotated[
        bool, typer.Option("--school", help=N_("A school tower, which never leaves and was given by nobody."))
    ] = False,
    vouched: Annotated[
        str | None,
        typer.Option(
            metavar=N_("WHO"),
            help=N_("Who says that it is a school tower: facilitator, coordinator or technician."),
        ),
    ] = None,
    more: Annotated[
        list[str] | None, typer.Option("--with", metavar=N_("ID"), help=N_("A list that goes along with it."))
    ] = None,
    join: Annotated[
        str | None,
        typer.Option(
            metavar=N_("URL"), help=N_("Follow a group of `pcsol checklist serve` or of the hub, by its link.")
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Begin, or join, and go through."""
    from pcsol.commands.checklist.table import opening, sitting
    from pcsol.store import home
    from pcsol.store.workshops.shelf import load_workshops

    if (name is None) == (join is None):
        raise typer.BadParameter(_("Give a list, or --join, and not both."), param_hint=_("ID"))
    sitting.check_terminal(as_json=as_json)
    place = home.home()
    shelf = load_workshops(place)
    if join is not None:
        from pcsol.push.wire.line import Line
        from pcsol.rounds.workshop import joined

        server, path = joined.parts(join)
        with Line(server, seconds=joined.SECONDS) as line:
            sitting.joined(joined.join(line, path, place), shelf, place, join, as_json=as_json)
        return
    from pcsol.store.workshops.desk import FolderRoom

    wishes = opening.Wishes(name or "", tuple(more or ()), tower, level, group, people, school, vouched, adults)
    desk = FolderRoom(place).open(opening.plan(wishes, shelf, place))
    sitting.at_desk(desk, shelf, place, as_json=as_json, is_new=True)
