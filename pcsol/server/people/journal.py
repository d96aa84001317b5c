"""The log: who did what, when; the latest first, page by page."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import Select, select

from pcsol.i18n import N_
from pcsol.server.access.guards import Coordinator, TheHub
from pcsol.server.database.tables import audit, structure
from pcsol.server.pages.frame import page
from pcsol.server.people.pages import structures

router = APIRouter(include_in_schema=False)

_A_PAGE = 50
# An action that is not named here is shown by its own word.
ACTIONS = {
    "login": N_("logged in"),
    "login-failed": N_("could not log in"),
    "password": N_("changed their password"),
    "person-added": N_("added a person"),
    "person-role": N_("changed a role"),
    "person-password": N_("gave a new password"),
    "person-left": N_("let a person out"),
    "person-back": N_("let a person in again"),
    "structure-added": N_("added a structure"),
    "structure-renamed": N_("renamed a structure"),
    "station-code": N_("showed a code for a station"),
    "station-refused": N_("showed a wrong code for a station"),
    "station-enrolled": N_("enrolled a station"),
    "station-renamed": N_("renamed a station"),
    "station-revoked": N_("revoked a station"),
    "papers-key": N_("announced the key of certificates"),
    "first-account": N_("made the first account"),
    "lot": N_("began a lot"),
    "lot-changed": N_("changed a lot"),
    "lot-closed": N_("closed a lot"),
    "lot-opened": N_("opened a lot again"),
    "room": N_("changed what the room allows"),
    "armed": N_("armed a tower for erasing"),
    "disarmed": N_("took the leave to erase back"),
    "lot-lines": N_("added a donor’s list"),
    "lot-line-remove": N_("took a line off a list"),
    "lot-line-restore": N_("put a line back on a list"),
    "labels": N_("gave out codes for labels"),
    "export": N_("took a list of towers out"),
    "batch-refused": N_("sent records that could not be read"),
    "file-refused": N_("brought a file of records that was refused"),
    "photo-refused": N_("sent a photo that was refused"),
    "metrics-token": N_("made a token for metrics"),
    "metrics-token-removed": N_("removed the token for metrics"),
}


@router.get("/audit")
def journal_page(  # noqa: PLR0913, PLR0917  # a query
    request: Request, hub: TheHub, caller: Coordinator, who: Annotated[str, Query(max_length=200)] = "",
    action: Annotated[str, Query(max_length=60)] = "", of: Annotated[str, Query(max_length=20)] = "",
    before: Annotated[str, Query(max_length=20)] = "",
) -> Response:  # fmt: skip
    """Show what was done in the structures that the caller sees."""
    asked = {"who": who.strip(), "action": action, "of": of}
    query = _chosen(
        select(audit, structure.c.name.label("structure_name"))
        .outerjoin(structure, structure.c.number == audit.c.structure)
        .where(caller.within(audit.c.structure)), asked, before,
    )  # fmt: skip
    with hub.database.reading() as connection:
        rows = list(connection.execute(query.order_by(audit.c.number.desc()).limit(_A_PAGE + 1)))
        shown = structures(connection, caller)
    following = rows[_A_PAGE - 1].number if len(rows) > _A_PAGE else None
    return page(
        request, "people/journal.html", lines=rows[:_A_PAGE], next=following, asked=asked, actions=ACTIONS,
        structures=shown, first=not before,
    )  # fmt: skip


def _chosen(query: Select[Any], asked: dict[str, str], before: str) -> Select[Any]:
    if asked["who"]:
        query = query.where(audit.c.who.icontains(asked["who"], autoescape=True))
    if asked["action"]:
        query = query.where(audit.c.action == asked["action"])
    if asked["of"].isdecimal():
        query = query.where(audit.c.structure == int(asked["of"][:15]))
    return query.where(audit.c.number < int(before[:15])) if before.isdecimal() else query
