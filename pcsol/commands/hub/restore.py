"""`pcsol hub restore`: make a hub from a backup, in an empty place."""

import logging
from pathlib import Path
from typing import Annotated

import typer

from pcsol.commands import answer
from pcsol.commands.context import AsJson
from pcsol.commands.hub.place import Data, DatabaseUrl
from pcsol.errors import HubError
from pcsol.i18n import N_, _

_log = logging.getLogger("pcsol.hub.restore")
HELP = N_(
    "Make a hub from a backup, whole or not at all. The place must be empty; it may be another kind of database than "
    "the backup came from."
)


def hub_restore(
    file: Annotated[Path, typer.Argument(metavar=N_("FILE"), help=N_("The backup."))],
    data: Data = None,
    database: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """Check the whole backup first, then restore."""
    from pcsol.commands.hub import place

    where = place.settings(data, database)
    from pcsol.server.upkeep.backup import Checked

    try:
        checked = Checked(file)
    except HubError as err:  # there is no hub yet whose log could say it
        _log.warning("%s was not restored: %s %s", file, err.what, err.details)
        raise
    where = place.settings(data, database, make=True)
    from pcsol.server.database.connect import connect
    from pcsol.server.upkeep.restore import restore

    with place.answering():
        opened = connect(where.database)
        try:
            counts = restore(checked, opened, where.folder)
        finally:
            opened.close()
    if as_json:
        answer.as_json({"file": str(file), "made_at": checked.made_at, "rows": counts})
        return
    from pcsol.render import console

    rows = sum(counts.values())
    console.out().say(_("The hub of {date} is back: {rows} rows.").format(date=checked.made_at[:10], rows=rows))
