"""`pcsol checklist serve`: the pages of a workshop, for phones and tablets of the room, until Ctrl-C."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pcsol.i18n import N_, _

if TYPE_CHECKING:
    from pcsol.classroom.classroom import Classroom
    from pcsol.model.workshop.room import Plan

HELP = N_(
    "Serve the pages of a workshop to the phones and tablets of the room, without any hub. Ctrl-C ends it.\n\n"
    "It prints the facilitator’s address, which is for adults. Everything that groups do is kept at once: start it "
    "again after a power cut, and all go on. The pages hold no name, so they need no encryption."
)
_SECONDS_TO_END = 2
# Open pages wait for news; more than these would be no workshop.
_MOST_AT_ONCE = 200


def checklist_serve(
    host: Annotated[str, typer.Option(metavar=N_("ADDRESS"), help=N_("Where to listen."))] = "0.0.0.0",  # noqa: S104
    port: Annotated[int, typer.Option(min=1, max=65535, metavar=N_("NUMBER"), help=N_("The port."))] = 8480,
    address: Annotated[
        str | None, typer.Option(metavar=N_("URL"), help=N_("How phones reach it, where that differs."))
    ] = None,
    plan: Annotated[
        Path | None, typer.Option(metavar=N_("FILE"), help=N_("Begin the workshop that this file plans (JSON)."))
    ] = None,
    qr: Annotated[
        bool, typer.Option("--qr", help=N_("Draw the facilitator’s address as a QR code: where no group sees it."))
    ] = False,
) -> None:
    """Tell where it is, serve."""
    import uvicorn

    from pcsol.classroom.app import build
    from pcsol.classroom.classroom import Classroom
    from pcsol.commands.dialogue import moment
    from pcsol.errors import WorkshopError
    from pcsol.i18n import language
    from pcsol.server.serving.port import is_taken
    from pcsol.store import home
    from pcsol.store.workshops import door, facilitator, runs
    from pcsol.store.workshops.desk import FolderRoom
    from pcsol.store.workshops.results import FolderResults
    from pcsol.store.workshops.shelf import load_workshops
    from pcsol.store.workshops.words import FolderWords

    if is_taken(host, port):
        raise WorkshopError(
            _("Port {port} of this machine is in use already: perhaps by another workshop.").format(port=port),
            remedy=_("End the other program, or give another port: --port."),
        )
    here = home.home()
    room = FolderRoom(here)
    secret = facilitator.secret(here, datetime.now(UTC))
    place = (address or _address(host, port)).rstrip("/")
    classroom = Classroom(
        room, load_workshops(here), place, secret, lambda code, school: door.at_the_door(here, code, school=school),
        FolderWords(here), FolderResults(here),
        language=language(), structure=home.settled(here)[0].structure or "",
        keep=lambda plan, group, now: runs.keep(here, plan, group, now, moment.now()),
    )  # fmt: skip
    if plan is not None:
        _begin(classroom, _planned(plan))
    _tell(f"{place}/f/{secret}", drawn=qr)
    uvicorn.run(
        build(classroom), host=host, port=port, log_config=None, access_log=False, server_header=False,
        timeout_graceful_shutdown=_SECONDS_TO_END, limit_concurrency=_MOST_AT_ONCE,
    )  # fmt: skip


def _planned(file: Path) -> "Plan":
    from pydantic import ValidationError

    from pcsol.errors import WorkshopError
    from pcsol.model.workshop.room import Plan
    from pcsol.tools import regular_file

    try:
        return Plan.model_validate_json(regular_file.read(file, 1_000_000))
    except (OSError, ValidationError) as err:
        raise WorkshopError(
            _("{file} is not the plan of a workshop.").format(file=file),
            remedy=_("Plan it on the facilitator’s page, or give a file such as plan.json of an earlier workshop."),
            details=str(err),
        ) from err


def _begin(room: "Classroom", plan: "Plan") -> None:
    """Begin it as a new workshop, under the same rules as the form's."""
    from secrets import token_hex

    from pcsol.classroom.facilitator.plan_form import faults
    from pcsol.errors import WorkshopError

    wanted = room.shelf.checklists.get(plan.checklist)
    new = plan.model_copy(update={"id": token_hex(6), "made_at": room.now()})
    why = faults(room, new, wanted) if wanted else [_("There is no list `{id}`.").format(id=plan.checklist)]
    if why:
        raise WorkshopError(
            _("This workshop cannot begin as it is planned."), remedy=why[0], details="\n".join(why[1:])
        )
    room.room.open(new)


def _address(host: str, port: int) -> str:
    """Return how phones reach this machine."""
    from pcsol.server.serving.certificate import addresses

    name = host
    if host in ("0.0.0.0", "::"):  # noqa: S104
        name = next(iter(addresses()), "127.0.0.1")
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def _tell(facilitator: str, *, drawn: bool) -> None:
    """The symbol stays on the screen for hours, and a phone across the table reads it: only whoever asks gets it."""
    from pcsol.render import console
    from pcsol.render.workshop import symbol

    screen = console.aside()
    screen.say(_("The facilitator’s page, for adults only:"), "bold")
    screen.say(f"  {facilitator}")
    if drawn:
        symbol.show(screen, facilitator)
    screen.say(_("Groups get their own links and QR codes there."))
    screen.say(_("Ctrl-C ends it."))
