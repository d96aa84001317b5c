"""`pcsol album`: this machine as a folder that can be replayed, without what leads back to a person."""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pcsol.commands import answer, context
from pcsol.commands.context import AsJson
from pcsol.errors import PCSolError, StoreError
from pcsol.i18n import N_, _

if TYPE_CHECKING:
    from pcsol.tools.album.findings import Kind
    from pcsol.tools.album.pages import Pages
    from pcsol.tools.world.world import World

HELP = N_(
    "Record this machine as a folder that PCSol can replay (`pcsol --machine FOLDER probe`). Nothing on it is changed."
    "\n\nSerial numbers, network addresses, UUIDs, and the names of people and volumes are replaced by stand-ins of "
    "the same shape."
)
_KINDS: "dict[Kind, str]" = {
    "serial": N_("serial and asset numbers: {count}"),
    "mac": N_("network addresses: {count}"),
    "uuid": N_("UUIDs: {count}"),
    "wwn": N_("world wide names of disks: {count}"),
    "address": N_("Internet addresses: {count}"),
    "label": N_("names of people, machines and volumes: {count}"),
}
_AS_ROOT = N_(
    "Only the administrator sees everything: `sudo pcsol album FOLDER` records the firmware and the disks too."
)
# Names that say nothing of anybody.
_NOBODYS = frozenset({"root", "user", "users", "debian", "localhost", "live", "pcsol", "admin", "nobody", "guest"})


def album(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar=N_("FOLDER"), help=N_("The new folder."))],
    snapshot: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar=N_("SNAPSHOT"),
            help=N_(
                "Turn a snapshot of eReuse Workbench or hw-probe into an album, instead of recording this machine."
            ),
        ),
    ] = None,
    salt: Annotated[
        str | None,
        typer.Option(
            metavar=N_("TEXT"), help=N_("Make the stand-ins from this secret text, not from this station's own.")
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Record or convert, replace what leads back, write, and say what was replaced."""
    from pcsol.tools.album.pseudonyms import pseudonymised
    from pcsol.tools.album.save import check_free, save

    check_free(folder)
    world = context.of(ctx).world()
    pages, names = (_converted(snapshot), ()) if snapshot else _recorded(world)
    secret = salt.encode("utf-8", "surrogateescape") if salt else _salt_of_station()
    clean, replaced = pseudonymised(pages, secret, names)
    save(clean, folder)
    if as_json:
        answer.as_json({"album": str(folder), "files": len(clean.files), "replaced": dict(replaced)})
    else:
        _tell(folder, len(clean.files), replaced)
        if not snapshot and world.source == "live" and os.geteuid() != 0:
            _say(_(_AS_ROOT))


def _salt_of_station() -> bytes:
    from pcsol.store import home
    from pcsol.tools.album import salt

    place = home.home()
    with suppress(StoreError):  # where nothing can be kept, an album is made all the same
        home.make(place)
    return salt.of_station(place)


def _converted(snapshot: Path) -> "Pages":
    from pcsol.tools.album.snapshots import reading

    return reading.read(snapshot)


def _recorded(world: "World") -> "tuple[Pages, tuple[str, ...]]":
    """Ask this machine all that a probe asks and its tests read; know the names that stand in no field."""
    from pcsol.commands.looks import look_at
    from pcsol.tools.album.pages import lay_out
    from pcsol.tools.kernel.watch import machine_checks, rtc
    from pcsol.tools.programs import dmesg
    from pcsol.tools.world.recorder import RecordingWorld

    recorder = RecordingWorld(world)
    look_at(recorder, cpuid=True)
    with suppress(PCSolError):  # only root may read it; that is recorded as well
        dmesg.read(recorder)
    machine_checks.read(recorder)
    rtc.battery_holds(recorder)
    return lay_out(recorder.so_far()), _names_here() if world.source == "live" else ()


def _names_here() -> tuple[str, ...]:
    found = {os.environ.get(name, "") for name in ("USER", "LOGNAME", "SUDO_USER")} | {
        os.uname().nodename.split(".")[0]
    }
    return tuple(sorted(name for name in found if len(name) > 2 and name.lower() not in _NOBODYS))


def _tell(folder: Path, count: int, replaced: "Mapping[Kind, int]") -> None:
    _say(_("The album is in {folder}: {count} files.").format(folder=folder, count=count))
    what = ", ".join(_(text).format(count=replaced[kind]) for kind, text in _KINDS.items() if replaced.get(kind))
    if what:
        _say(_("Replaced by stand-ins: {what}.").format(what=what))
    else:
        _say(_("Nothing in it led back to a person or to this machine."))
    _say(_("Show it: {command}").format(command=f"pcsol --machine {folder} probe"))
    _say(_("Look through it before you give it away: what a maker hides in fields of its own cannot be known."))


def _say(sentence: str) -> None:
    from pcsol.render import console

    console.out().say(sentence)
