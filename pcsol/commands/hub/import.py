"""`pcsol hub import`: take in a file of records that was carried by hand."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pcsol.commands import answer
from pcsol.commands.context import AsJson
from pcsol.commands.hub.place import Data, DatabaseUrl
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
    from pcsol.store.letters.carried import opened
    from pcsol.store.letters.receipts import write

    whole = opened(file)
    hub = open_hub(where)
    try:
        taken = carried.take(hub, whole)
    finally:
        hub.close()
    receipt = write(file, taken.receipt)
    if as_json:
        answer.as_json({**taken.receipt.to_json(), "new": taken.new, "receipt": str(receipt)})
    else:
        _tell(taken, receipt)
    if taken.receipt.refused:
        raise typer.Exit(ExitCode.FINDINGS)


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
