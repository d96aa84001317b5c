"""What every command is handed; the one place where the real machine or a recorded one is chosen."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pcsol.i18n import N_

if TYPE_CHECKING:
    from pcsol.tools.world.world import World

AsJson = Annotated[bool, typer.Option("--json", help=N_("Print one JSON object, for other programs."))]


@dataclass(frozen=True, slots=True)
class Context:
    """The global options of this run."""

    machine: Path | None = None

    def world(self) -> "World":
        """Return this machine, or the album that --machine names. Raises NotAnAlbumError."""
        if self.machine is None:
            from pcsol.tools.world.live import LiveWorld

            return LiveWorld()
        from pcsol.tools.world.album import AlbumWorld

        return AlbumWorld(self.machine)


def of(ctx: typer.Context) -> Context:
    """Return the global options that the front door put on the parser's context."""
    found = ctx.find_object(Context)
    return found if found is not None else Context()
