"""`pcsol push`: send what waits to the hub, or towers to another inventory (`--to`)."""

from typing import Annotated

import typer

from pcsol.commands.context import AsJson
from pcsol.exitcodes import ExitCode
from pcsol.i18n import N_, _

HELP = N_(
    "Send the records that wait to the hub. They stay here, whole, until it has confirmed them; whatever happens on "
    "the way, none is lost and none is there twice.\n\n"
    "Ends with 0 when all is there, with 1 when the hub refused something or a record is damaged, with 71 when the hub "
    "does not answer or did not take everything.\n\n"
    "With --to, send towers to another inventory (GLPI, Snipe-IT, DeviceHub) that inventories.yaml names: those of "
    "these codes, or all; only what has changed since the last time."
)


def push(  # noqa: PLR0917  # Typer's
    codes: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=N_("CODE…"), help=N_("With --enrol: the code that the hub shows. With --to: codes of towers.")
        ),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option(metavar=N_("NAME"), help=N_("Another inventory, by its name in inventories.yaml.")),
    ] = None,
    enrol: Annotated[
        bool, typer.Option("--enrol", help=N_("First make this station known to a hub, by a code it shows."))
    ] = False,
    hub: Annotated[
        str | None, typer.Option(metavar=N_("URL"), help=N_("With --enrol: the hub's address. Else it is looked for."))
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help=N_("Send also what was refused before; with --to, all, changed or not."))
    ] = False,
    stay: Annotated[
        bool, typer.Option("--stay", help=N_("Go on sending what comes, for weeks, until Ctrl-C; a line per event."))
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Enrol where it is asked for, then send once, or stay; or send elsewhere."""
    if to is not None:
        _refuse_beside_to(hub, enrol=enrol, stay=stay)
        from pcsol.commands.inventories import sending as elsewhere

        elsewhere.send(to, codes or (), again=again, as_json=as_json)
        return
    _refuse_mixtures(codes or [], hub, enrol=enrol, stay=stay, as_json=as_json)
    from pcsol.commands.push import enrolment, sending
    from pcsol.store import home

    at = home.home()
    if enrol:
        enrolment.enrol(at, (codes or [""])[0], hub, may_ask=not as_json)
    if stay:
        sending.stay(at)
    pushed = sending.once(at, again=again, as_json=as_json)
    if pushed.refused or pushed.damaged or pushed.unnoted:
        raise typer.Exit(ExitCode.FINDINGS)


def _refuse_mixtures(codes: list[str], hub: str | None, *, enrol: bool, stay: bool, as_json: bool) -> None:
    if len(codes) > (1 if enrol else 0):
        raise typer.BadParameter(_("One code with --enrol; codes of towers with --to."), param_hint=_("CODE"))
    if hub is not None and not enrol:
        raise typer.BadParameter(_("Only with --enrol."), param_hint="--hub")
    if stay and as_json:
        raise typer.BadParameter(_("It says a line per event; take one of the two."), param_hint="--stay")


def _refuse_beside_to(hub: str | None, *, enrol: bool, stay: bool) -> None:
    if hub is not None or enrol or stay:
        raise typer.BadParameter(_("It goes with codes of towers alone."), param_hint="--to")
