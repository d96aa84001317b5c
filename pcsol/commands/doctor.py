"""`pcsol doctor`: what is here, what is missing, and the command that mends it."""

import typer

from pcsol.commands import answer
from pcsol.commands.context import AsJson
from pcsol.errors import StoreError
from pcsol.exitcodes import ExitCode
from pcsol.i18n import N_

HELP = N_(
    "Show what PCSol needs on this station, what is missing, and the command that mends it. Nothing is changed.\n\n"
    "Ends with 1 when something is missing."
)


def doctor(as_json: AsJson = False) -> None:
    """Look at the station and show."""
    from pcsol.probe.station import examine

    station = examine(_file_faults)
    if as_json:
        answer.as_json(station.to_json())
    else:
        from pcsol.render import console
        from pcsol.render import doctor as screen

        screen.show(console.out(), station)
    if any(check.state == "missing" for check in station.checks):
        raise typer.Exit(ExitCode.FINDINGS)


def _file_faults() -> list[str]:
    from pcsol.store.home import home
    from pcsol.store.profiles import load_profiles
    from pcsol.store.workshops.shelf import load_workshops

    try:
        place = home()
    except StoreError:  # said by the check of the place for records
        place = None
    faults = (*load_profiles(place).faults, *load_workshops(place).faults)
    return [f"{fault.what} {fault.details}" for fault in faults]
