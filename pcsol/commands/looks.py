"""Looks at a tower: at the machine in front of us, at a recorded one, at one that was kept."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pcsol.errors import RecordUnreadableError
from pcsol.i18n import N_, _

if TYPE_CHECKING:
    from pcsol.model.probe import Probe
    from pcsol.store.profiles import Shelf
    from pcsol.tools.world.world import World

Look = tuple["Probe", str | None]
Warm = Annotated[
    bool,
    typer.Option("--warm", help=N_("Let all cores work for a minute, at most up to 90 °C, and keep how hot they get.")),
]
Ports = Annotated[
    bool, typer.Option("--ports", help=N_("Try the USB sockets one by one with a test stick; a person is needed."))
]


def look_at(world: "World", *, cpuid: bool = False, shelf: "Shelf | None" = None) -> "Probe":
    """Return the probe of a world with its verdict, with progress on the way; wrong profiles stand in its unknowns.

    `shelf`: the profiles to judge by; None: the shipped ones and the centre's own.
    """
    from pcsol.model.reason import Unknown
    from pcsol.probe.gather import ROOMS
    from pcsol.probe.tower import tower
    from pcsol.render.progress import Progress
    from pcsol.report.sections.unknown import place
    from pcsol.store.home import home
    from pcsol.store.profiles import load_profiles

    shelf = shelf or load_profiles(home())
    limits = {place(room.name): room.seconds for room in ROOMS}
    with Progress(_("Looking at this machine"), limits) as progress:
        found = tower(world, shelf.destinations, shelf.systems, lambda name: progress.done(place(name)), cpuid=cpuid)
    wrong = tuple(
        Unknown(what="verdict", why=f"{fault.what} {fault.details}".strip(), remedy=fault.remedy)
        for fault in shelf.faults
    )
    return found.model_copy(update={"unknown": (*found.unknown, *wrong)})


def read(place: Path) -> Look:
    """Return the probe in an album folder, a file of `probe --json` or a kept record, and the record's id if it is one.

    Raises NotAnAlbumError, RecordUnreadableError or RecordNewerError.
    """
    if _is_folder(place):
        from pcsol.tools.world.album import AlbumWorld

        return look_at(AlbumWorld(place)), None
    return _of_file(place)


def _is_folder(place: Path) -> bool:
    try:
        return place.is_dir()
    except OSError:  # a name that is too long: said when it is read
        return False


def _of_file(file: Path) -> Look:
    from pcsol.model.probe import Probe
    from pcsol.store import find, records

    try:
        plain = records.read_file(file)
    except OSError as err:
        raise _unreadable(_("There is nothing at {place}.").format(place=file), str(err)) from err
    if isinstance(plain, dict) and str(plain.get("schema", "")).startswith("pcsol/record/"):
        record = find.read(file)
        return find.body(record, Probe), record.id
    if not isinstance(plain, dict) or not str(plain.get("schema", "")).startswith("pcsol/probe/"):
        raise _unreadable(_("{file} is no record of a tower that can be compared.").format(file=file), "")
    return find.printed(plain, Probe, file.name), None


def _unreadable(what: str, details: str) -> RecordUnreadableError:
    remedy = _("Give an album folder, a file of `pcsol probe --json`, or a kept record.")
    return RecordUnreadableError(what, remedy=remedy, details=details)
