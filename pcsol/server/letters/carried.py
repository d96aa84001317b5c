"""Take in a file that was carried by hand: the same questions, the same guarantees as over the line."""

from itertools import islice
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, select

from pcsol.errors import HubRefusedError, PCSolError
from pcsol.i18n import _
from pcsol.model.letters.carried import Receipt, Refused
from pcsol.server.access import audit
from pcsol.server.access.caller import AT_THE_MACHINE, Caller, Role
from pcsol.server.database.tables import station
from pcsol.server.hub import Hub
from pcsol.server.letters import refused as refusals
from pcsol.server.letters.opening import keys_of
from pcsol.server.letters.waiting import kept
from pcsol.store.letters.carried import Carried
from pcsol.store.letters.carried import opened as carried_file

_AT_ONCE = 64


class Taken(NamedTuple):
    """What became of the file: its receipt, how many of its records were new, and how many could not be written down:
    of those the receipt says nothing, and the file may be taken again."""

    receipt: Receipt
    new: int
    left: int = 0


def take_file(hub: Hub, file: Path) -> Taken:
    """Check a whole file, then keep its records. Raises CarriedFaultyError, RecordNewerError or HubRefusedError, and
    notes it in the log of the hub: somebody brought what is not as it should be."""
    try:
        return take(hub, carried_file(file))
    except PCSolError as err:
        subject = refusals.printable(f"{file.name[:80]}: {type(err).__name__} {err.details}")
        with hub.database.writing() as connection:
            audit.refused(connection, hub.now(), None, AT_THE_MACHINE, "file-refused", subject)
        raise


def take(hub: Hub, carried: Carried) -> Taken:
    """Keep the records of a file. Raises HubRefusedError where its station is not known: then nothing is taken."""
    with hub.database.reading() as connection:
        caller = _station(connection, carried)
    keys, received, refused, new, left = keys_of(hub, caller), [], [], 0, 0
    records = carried.records()
    while some := list(islice(records, _AT_ONCE)):
        for plain, answer in zip(some, kept(hub, caller, some, keys), strict=True):
            if isinstance(answer, int):
                received.append(str(plain["id"]))
                new += answer == 201
            elif answer.status in refusals.NOTED:
                what = "; ".join((_(answer.what), *answer.faults))
                refused.append(Refused(id=str(plain["id"]), status=answer.status, what=what, remedy=_(answer.remedy)))
                refusals.note(hub, caller, [(str(plain["id"]), answer)])
            else:
                left += 1
    receipt = Receipt(
        sha256=carried.sha256,
        key_id=carried.key_id,
        made_at=hub.now(),
        received=tuple(received),
        refused=tuple(refused),
    )
    return Taken(receipt, new, left)


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
