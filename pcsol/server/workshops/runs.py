"""What the hub keeps of each tower when a workshop ends: a record of kind "checklist", made by the hub itself.

Its number comes of the workshop and the group: whoever ends a workshop again makes no second one.
"""

import uuid
from dataclasses import replace

from sqlalchemy import select

from pcsol import __version__
from pcsol.checklist import kept
from pcsol.checklist.course import Course
from pcsol.errors import StoreError
from pcsol.i18n import _
from pcsol.model.probe import Clock
from pcsol.model.record import Record, TowerRef
from pcsol.model.workshop.room import Group, Plan
from pcsol.server.access.caller import Caller
from pcsol.server.database.tables import record, structure, workshop
from pcsol.server.faults import Fault
from pcsol.server.hub import Hub
from pcsol.server.letters.letter import Keys, opened
from pcsol.server.letters.waiting import answered

# Another process kept it meanwhile, a moment earlier.
_QUICKER = 409
_CLOCK = Clock(source="system")
# Of all that PCSol names by what it is of, not by chance (RFC 9562, version 5).
_NAMES = uuid.UUID("5b9a4c1e-6f0d-5d53-9a3e-0c7d2f1b8e64")


def keep(hub: Hub, caller: Caller, plan: Plan, group: Group, now: Course) -> None:
    """Keep the record of a group that is done, once. `caller`: who ended the workshop.

    A group without a coded tower leaves none. Raises StoreError.
    """
    if group.tower is None or now.closed is None:
        return
    name = str(uuid.uuid5(_NAMES, f"{plan.id} {group.id}"))
    with hub.database.reading() as connection:
        wanted = select(structure.c.number, structure.c.name).join(workshop, workshop.c.structure == structure.c.number)
        owner = connection.execute(wanted.where(workshop.c.id == plan.id)).one()
        same = record.c.structure == owner.number, record.c.id == name
        if connection.scalar(select(record.c.number).where(*same)) is not None:
            return
    body = kept.body(plan, group, now, hub.now(), _CLOCK, __version__)
    made = Record(
        kind="checklist", id=name, tower=TowerRef(code=group.tower), structure=owner.name, operator=caller.name or None,
        taken_at=body.taken_at, clock=body.clock, body=body.to_json(),
    )  # fmt: skip
    _put(hub, replace(caller, structure=owner.number, token=""), made)


def _put(hub: Hub, caller: Caller, made: Record) -> None:
    """Hand it to the sorter, as every record: two processes never work on one tower at once."""
    try:
        letter = replace(opened(made.to_json(), Keys(lambda _name: None)), standing="here")
        (answer,) = answered([hub.sorter.keep(letter, caller)])
    except Fault as fault:
        answer = fault
    if isinstance(answer, Fault) and answer.status != _QUICKER:
        raise StoreError(_("The hub cannot write at the moment."), remedy=_("Try again in a moment.")) from answer
