"""`pcsol hub backup`: the whole hub in one file, while it serves."""

from pathlib import Path
from typing import Annotated

import typer

from pcsol.commands import answer
from pcsol.commands.context import AsJson
from pcsol.commands.hub.place import Data, DatabaseUrl
from pcsol.i18n import N_, _

HELP = N_(
    "Write the whole hub into one file while it serves, and read it again to check it. The file holds keys: keep it as "
    "safe as the hub itself."
)


def hub_backup(
    file: Annotated[Path, typer.Argument(metavar=N_("FILE"), help=N_("The file to write."))],
    data: Data = None,
    database: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """Write, read again, tell."""
    from datetime import UTC, datetime

    from pcsol.commands.hub import place

    folder = place.settings(data, database).folder
    from pcsol.server.upkeep import backup
    from pcsol.store import medium

    with (
        place.database(data, database) as opened,
        medium.writing_whole(file.absolute()) as (stream, part),
    ):
        backup.write(stream, backup.lines(opened, folder, datetime.now(UTC)))
        stream.flush()
        checked = backup.Checked(part)
    if as_json:
        answer.as_json({"file": str(file), "made_at": checked.made_at, "rows": checked.counts})
        return
    from pcsol.render import console

    rows = sum(checked.counts.values())
    console.out().say(_("{file} is written and was read again: {rows} rows.").format(file=file, rows=rows))
