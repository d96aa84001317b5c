"""`pcsol hub import`: take in a file of records that was carried by hand."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pcsol.commands import answer
from pcsol.commands.context import AsJson
from pcsol.commands.hub.place import Data, DatabaseUrl
from pcsol.errors import HubError
from pcsol.exitcodes import ExitCode
from pcsol.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from pcsol.server.letters.carried import Taken

HELP = N_(
    "Take in a file that `pcsol outbox export` wrote: whole or not at all where it was cut or changed; twice is fine."
    "\n\n"
    "A receipt is left beside it: the station takes it up at its next export into the same file. Ends with 1 when a "
    "record is refused."
)


def hub_import(
    file: Annotated[Path, typer.Argument(metavar=N_("FILE"), help=N_("The file that was carried here."))],
    data: Data = None,
    database: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """Check the whole file, keep its records, leave the receipt, tell."""
    from pcsol.commands.hub import place

    with place.database(data, database):  # says so where there is no hub
        where = place.settings(data, database)
    from pcsol.server.hub import open_hub
    from pcsol.server.letters import carried
    from pcsol.store.letters.receipts import write

    with place.answering():
        hub = open_hub(where)
        try:
            taken = carried.take_file(hub, file)
        finally:
            hub.close()
    receipt = write(file, taken.receipt)
    if as_json and not taken.left:
        answer.as_json({**taken.receipt.to_json(), "new": taken.new, "receipt": str(receipt)})
    elif not as_json:
        _tell(taken, receipt)
    if taken.left:
        raise _left(taken.left)
    if taken.receipt.refused:
        raise typer.Exit(ExitCode.FINDINGS)


def _left(number: int) -> HubError:
    return HubError(
        ngettext(
            "{count} record of this file could not be written down.",
            "{count} records of this file could not be written down.", number,
        ).format(count=number),
        remedy=_("Look at the hub's disk and its log, then take the same file again: what is there stays."),
    )  # fmt: skip


def _tell(taken: "Taken", receipt: Path) -> None:
    from pcsol.render import console

    screen = console.out()
    there = len(taken.receipt.received) - taken.new
    screen.say(ngettext("{count} new record.", "{count} new records.", taken.new).format(count=taken.new))
    if there:
        screen.say(ngettext("{count} was there already.", "{count} were there already.", there).format(count=there))
    for one in taken.receipt.refused:
        screen.say(f"{one.id}: {one.what} {one.remedy}", "yellow")
    screen.say(_("Leave {file} beside it for the station.").format(file=receipt.name))
