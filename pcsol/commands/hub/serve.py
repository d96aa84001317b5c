"""`pcsol hub serve`: serve the central inventory, until Ctrl-C."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pcsol.commands.hub.place import Data, DatabaseUrl
from pcsol.i18n import N_, _

if TYPE_CHECKING:
    from pcsol.errors import HubError
    from pcsol.render.console import Screen
    from pcsol.server.serving.first import Account
    from pcsol.server.settings import HubSettings

_EVERYWHERE, _ALONE = "0.0.0.0", "127.0.0.1"  # noqa: S104  # benches on the local network are to reach it
_GROUPS_PORT = 8480  # as `pcsol checklist serve`
HELP = N_(
    "Serve the central inventory: benches send their records here, people open it in a browser. Ctrl-C ends it.\n\n"
    "The first start makes a certificate, which stations pin, and a first account, which is shown once."
)


def hub_serve(  # noqa: PLR0917  # Typer's
    data: Data = None,
    database: DatabaseUrl = None,
    host: Annotated[
        str | None,
        typer.Option(
            metavar=N_("ADDRESS"),
            help=N_("Where to listen (default: everywhere; with --plain, on this machine alone)."),
        ),
    ] = None,
    port: Annotated[int, typer.Option(min=1, max=65535, metavar=N_("NUMBER"), help=N_("The port."))] = 8443,
    workers: Annotated[
        int, typer.Option(min=1, max=32, metavar=N_("COUNT"), help=N_("Processes (PostgreSQL only)."))
    ] = 1,
    certificate: Annotated[
        Path | None, typer.Option(metavar=N_("FILE"), help=N_("A certificate of your own, or that of the proxy (PEM)."))
    ] = None,
    key: Annotated[Path | None, typer.Option(metavar=N_("FILE"), help=N_("The key of that certificate (PEM)."))] = None,
    plain: Annotated[
        bool, typer.Option("--plain", help=N_("Without encryption: behind a proxy, or on this machine alone."))
    ] = False,
    address: Annotated[
        str | None, typer.Option(metavar=N_("URL"), help=N_("How others reach it, where that differs."))
    ] = None,
    announce: Annotated[
        bool, typer.Option("--announce/--hidden", help=N_("Let benches on the local network find it."))
    ] = True,
    groups_port: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=65535,
            metavar=N_("NUMBER"),
            help=N_(
                "Where groups of a workshop open their pages without encryption, and nothing else is answered "
                "(default: 8480 where the certificate is the hub's own; 0: nowhere)."
            ),
        ),
    ] = None,
    with_this_bench: Annotated[
        bool, typer.Option("--with-this-bench", help=N_("Enrol this machine as a station, and send its records."))
    ] = False,
) -> None:
    """Prepare, tell where it is, serve."""
    from pcsol.commands.hub import place

    where = place.settings(data, database, make=True)
    from pcsol.server.serving import certificate as certificates
    from pcsol.server.serving import serve
    from pcsol.server.serving.apart import apart
    from pcsol.server.serving.port import is_taken

    if (certificate is None) != (key is None) and not plain:
        raise typer.BadParameter(_("A certificate and its key go together."), param_hint="--certificate, --key")
    if plain and groups_port:
        raise typer.BadParameter(_("With --plain nothing is encrypted: leave it away."), param_hint="--groups-port")
    groups = _GROUPS_PORT if groups_port is None and not plain and certificate is None else groups_port or None
    if not plain and certificate is None:
        from datetime import UTC, datetime

        certificate, key = apart(certificates.own, where.folder, datetime.now(UTC))
    found = where.model_copy(
        update={
            "host": host or (_ALONE if plain else _EVERYWHERE),
            "port": port, "workers": workers, "certificate": certificate, "key": key, "plain": plain,
            "address": address, "announced": announce,
        }
    )  # fmt: skip
    if is_taken(found.host, port):
        raise _taken(port, "--port")
    if groups is not None and is_taken(found.host, groups):
        if groups_port is not None:
            raise _taken(groups, "--groups-port")
        groups = None
    found = found.model_copy(update={"groups_port": groups})
    with place.answering():
        apart(_tell, found)  # migrations and the screen take 15 MB, which serving does not need
    if with_this_bench:
        from pcsol.commands.hub import own_bench

        own_bench.join(found)
    serve.serve(found)


def _taken(port: int, option: str) -> "HubError":
    from pcsol.errors import HubError

    return HubError(
        _("Port {port} of this machine is in use already: perhaps by a hub.").format(port=port),
        remedy=_("End the other program, or give another port: {option}.").format(option=option),
    )


def _tell(where: "HubSettings") -> None:
    """Make it ready, and say where to open it, and with which account on the first day."""
    from datetime import UTC, datetime

    from pcsol.render import console
    from pcsol.server.database.connect import connect
    from pcsol.server.database.upgrade import upgrade
    from pcsol.server.serving.certificate import addresses
    from pcsol.server.serving.first import first_account

    opened = connect(where.database)
    try:
        upgrade(opened)
        with opened.writing() as connection:
            account = first_account(connection, datetime.now(UTC))
    finally:
        opened.close()
    screen = console.aside()
    screen.say(_("The inventory: {url}").format(url=where.url), "bold")
    if where.host in ("0.0.0.0", "::") and where.address is None:  # noqa: S104
        for one in addresses()[:3]:
            name = f"[{one}]" if ":" in one else one
            screen.say("  " + where.url.replace("localhost", name))
    if not where.plain:
        screen.say(_("The browser does not know its certificate yet, and asks once: go on."))
    if where.groups_port is not None:
        screen.say(
            _(
                "Groups of a workshop open their pages on port {port}, without encryption. Nothing else is there."
            ).format(port=where.groups_port)
        )
    if account is not None:
        _tell_account(where, account, screen)
    screen.say(_("Ctrl-C ends it."))


def _tell_account(where: "HubSettings", account: "Account", screen: "Screen") -> None:
    """Show the first account to a person; where nobody looks, a log would keep it: then in a file of the hub's own."""
    from pcsol.store import medium

    told = (_("name {login}").format(login=account.login), _("password {password}").format(password=account.password))
    if sys.stderr.isatty():
        screen.say(_("First account, shown this once:"))
        for line in told:
            screen.say(f"  {line}")
        return
    file = where.folder / "first-account.txt"
    medium.write_whole(file, ("\n".join(told) + "\n").encode(), 0o600)
    screen.say(_("First account: {file}. Delete it once you have chosen your own password.").format(file=file))
