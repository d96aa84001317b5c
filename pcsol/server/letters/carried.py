"""Take in a file that was carried by hand: the same questions, the same guarantees as over the line."""

from collections.abc import Iterator
from concurrent.futures import Future
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from pcsol.errors import HubRefusedError
from pcsol.i18n import _
from pcsol.model.letters.carried import Receipt, Refused
from pcsol.server import faults
from pcsol.server.access.caller import Caller, Role
from pcsol.server.database.tables import station
from pcsol.server.faults import Fault
from pcsol.server.hub import Hub
from pcsol.server.letters import refused as refusals
from pcsol.server.letters.api import waited_for
from pcsol.server.letters.letter import Keys, opened
from pcsol.server.letters.opening import keys_of
from pcsol.server.letters.sorter import Answer
from pcsol.store.letters.carried import Carried

_AT_ONCE = 64


class Taken(NamedTuple):
    """What became of the file: its receipt, and how many of its records were new."""

    receipt: Receipt
    new: int


def take(hub: Hub, carried: Carried) -> Taken:
    """Keep the records of a file. Raises HubRefusedError where its station is not known: then nothing is taken."""
    with hub.database.reading() as connection:
        caller = _station(connection, carried)
    keys, received, refused, new = keys_of(hub, caller), [], [], 0
    records = carried.records()
    while some := list(islice(records, _AT_ONCE)):
        for plain, answer in _kept(hub, caller, keys, some):
            if isinstance(answer, Fault):
                what = "; ".join((_(answer.what), *answer.faults))
                refused.append(Refused(id=str(plain["id"]), status=answer.status, what=what, remedy=_(answer.remedy)))
                refusals.note(hub, caller, [(str(plain["id"]), answer)])
                continue
            received.append(str(plain["id"]))
            new += answer.status == 201
    receipt = Receipt(
        sha256=carried.sha256,
        key_id=carried.key_id,
        made_at=hub.now(),
        received=tuple(received),
        refused=tuple(refused),
    )
    return Taken(receipt, new)


def _kept(
    hub: Hub, caller: Caller, keys: Keys, some: list[dict[str, Any]]
) -> Iterator[tuple[dict[str, Any], Answer | Fault]]:
    begun: list[Future[Answer] | Fault] = []
    for plain in some:
        try:
            begun.append(hub.sorter.keep(opened(plain, keys), caller))
        except Fault as fault:
            begun.append(fault)
    for plain, one in zip(some, begun, strict=True):
        answer = one if isinstance(one, Fault) else waited_for(one)
        yield plain, faults.conflict() if isinstance(answer, Answer) and answer.status == 409 else answer


def _station(connection: Connection, carried: Carried) -> Caller:
    row = connection.execute(select(station).where(station.c.letters_id == carried.key_id)).first()
    if row is None:
        raise HubRefusedError(
            _("This file is from a station that the hub does not know: {name}.").format(
                name=carried.head.station or carried.key_id
            ),
            remedy=_(
                "Enrol the station first, on this network or another one that reaches the hub (`pcsol push --enrol`); "
                "a file that it writes afterwards is taken."
            ),
            details=carried.key_id,
        )
    if row.revoked_at is not None:
        raise HubRefusedError(
            _("The station {name} was revoked: nothing of it is taken.").format(name=row.name),
            remedy=_("If it is in good hands again, enrol it anew."),
            details=carried.key_id,
        )
    return Caller("station", row.number, row.name, row.structure, Role.VOLUNTEER, letters_key=row.letters_key)
