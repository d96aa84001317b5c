"""Several towers at once: those that were ticked in the list."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from pcsol.server import faults
from pcsol.server.access.guards import Form, TheHub, Volunteer
from pcsol.server.faults import Fault
from pcsol.server.pages.door import text
from pcsol.server.pages.frame import address, go, page
from pcsol.server.towers import rows
from pcsol.server.towers.deeds import changes, rights
from pcsol.server.towers.lists import asked, columns
from pcsol.server.towers.pages import shown
from pcsol.server.towers.rows import Wanted
from pcsol.server.towers.states import STATES

router = APIRouter(include_in_schema=False)
_SHOWN = ("code", "state", "model", "erasure")


@router.get("/towers/several")
def several(
    request: Request, hub: TheHub, caller: Volunteer, n: Annotated[list[str], Query(default_factory=list)], do: str = ""
) -> Response:
    """Show those that were ticked, and what may be done with all of them; labels and files at once."""
    numbers = asked.numbers(n)
    with hub.database.reading() as connection:
        found = rows.page(connection, caller, Wanted(numbers=numbers, most=rows.MOST)).rows if numbers else []
    labels = address("/labels", codes=",".join(row.code for row in found if row.code))
    ways = {"labels": labels, "csv": address("/towers.csv", n=n), "xlsx": address("/towers.xlsx", n=n)}
    if found and do in ways:
        return go(ways[do])
    states = [
        state for state in STATES
        if any(row.state != state and rights.may_set(caller, row.state, state) for row in found)
    ]  # fmt: skip
    return page(
        request, "towers/several.html", rows=found, name=partial(rows.called, caller), shown=shown, ways=ways,
        states=states, columns=[columns.BY_ID[id_] for id_ in _SHOWN], coded=any(row.code for row in found),
    )  # fmt: skip


@router.post("/towers/several")
def change_several(hub: TheHub, caller: Volunteer, fields: Form) -> Response:
    """Bring all of them to a state, or none of them where one may not be. Raises Fault."""
    numbers = asked.numbers([one for one in fields.getlist("n") if isinstance(one, str)])
    new, why = text(fields, "state"), text(fields, "why", changes.MOST_WORDS)
    if new not in STATES or not numbers:
        raise faults.not_found()
    with hub.database.writing() as connection:
        for number in sorted(numbers):
            try:
                changes.set_state(connection, hub.now(), caller, number, new, why)
            except Fault as fault:
                row = rows.one(connection, caller, f"n-{number}")
                raise _named(fault, rows.name(row) if row else f"n-{number}") from fault
    return go(address("/towers", n=numbers, told="saved"))


def _named(fault: Fault, tower: str) -> Fault:
    """Say which tower it was."""
    return Fault(fault.status, fault.what, remedy=fault.remedy, faults=[tower])
