"""Where the hub is: the options that all of its commands share, and what is said where its packages are missing."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pcsol.errors import HubError, HubNotReadyError, HubRefusedError
from pcsol.i18n import N_, _

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from pcsol.server.access.caller import Caller
    from pcsol.server.database.connect import Database
    from pcsol.server.settings import HubSettings

Data = Annotated[
    Path | None, typer.Option("--data", metavar=N_("FOLDER"), help=N_("The hub's folder (default: PCSOL_HOME/hub)."))
]
DatabaseUrl = Annotated[
    str | None,
    typer.Option(
        "--database", metavar=N_("URL"),
        help=N_("A PostgreSQL database (default: PCSOL_HUB_DATABASE, else SQLite in the hub's folder)."),
    ),
]  # fmt: skip

Structure = Annotated[
    str | None, typer.Option("--structure", metavar=N_("NAME"), help=N_("The structure it belongs to."))
]
Prefix = Annotated[
    str | None,
    typer.Option(
        "--prefix", metavar=N_("LETTERS"), help=N_("Make the structure, with these 2 to 4 letters for codes.")
    ),
]

_NEEDED = ("fastapi", "sqlalchemy", "alembic", "uvicorn", "argon2", "psycopg")


def settings(data: Path | None, database: str | None, *, make: bool = False) -> "HubSettings":
    """Return where the hub is. `make`: its folder is made where there is none. Raises HubError and StoreError."""
    _refuse_without_packages()
    from pcsol.server.settings import HubSettings
    from pcsol.store import home, medium

    folder = (data.absolute() if data else home.home() / "hub").resolve()
    if make:
        for part in reversed([one for one in (folder, *folder.parents) if not one.exists()]):
            medium.make_folder(part, 0o700 if part == folder else 0o755)
    return HubSettings.of(folder, database or os.environ.get("PCSOL_HUB_DATABASE") or None)


@contextmanager
def deed(data: Path | None, url: str | None) -> "Iterator[tuple[Connection, Caller]]":
    """Do something to the hub as its administrator, all or nothing. Raises HubRefusedError for what it refuses."""
    with database(data, url) as opened:
        from pcsol.server.access.caller import AT_THE_MACHINE, Caller, Role
        from pcsol.server.faults import Fault

        try:
            with opened.writing() as connection:
                yield connection, Caller("person", 0, AT_THE_MACHINE, None, Role.ADMINISTRATOR)
        except Fault as fault:
            details = "; ".join(fault.faults) or fault.details
            raise HubRefusedError(_(fault.what), remedy=_(fault.remedy), details=details) from fault


@contextmanager
def database(data: Path | None, url: str | None) -> "Iterator[Database]":
    """Open the hub's database beside the running hub, at this version. Raises HubNotReadyError where there is none, and
    HubError where it does not answer."""
    where = settings(data, url)
    from pcsol.server.database.connect import connect
    from pcsol.server.database.upgrade import upgrade

    if where.database.startswith("sqlite:///") and not Path(where.database.removeprefix("sqlite:///")).is_file():
        raise HubNotReadyError(
            _("There is no hub in {folder}.").format(folder=where.folder),
            remedy=_("Start one with `pcsol hub serve`, or say where it is with --data."),
        )
    with answering():
        opened = connect(where.database)
        try:
            upgrade(opened)
            yield opened
        finally:
            opened.close()


@contextmanager
def answering() -> "Iterator[None]":
    """Say in words that the database does not answer, or cannot write. Raises HubError."""
    from sqlalchemy.exc import OperationalError

    try:
        yield
    except OperationalError as err:
        raise HubError(
            _("The hub's database does not answer, or cannot write."),
            remedy=_("Look whether it is started (PostgreSQL), at its address, and at the room on its disk."),
            details=str(err.orig).strip().partition("\n")[0][:300],
        ) from err


def _refuse_without_packages() -> None:
    if any(find_spec(name) is None for name in _NEEDED):
        raise HubError(
            _("The hub is not installed here: benches do without it."),
            remedy=_('Install it with `pip install "pcsol[hub]"`.'),
        )
