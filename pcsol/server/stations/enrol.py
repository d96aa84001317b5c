"""Let a station in: it proves that it knows the code that is shown, and gets a token (docs/adr/0012-letters.md)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from pcsol.i18n import N_
from pcsol.judge.certificate import key_id
from pcsol.judge.letters import enrolment as proofs
from pcsol.server import faults
from pcsol.server.access import audit, throttle, tokens
from pcsol.server.access.caller import Caller
from pcsol.server.database.tables import enrolment, station, structure
from pcsol.server.towers import rejudge

LASTS = timedelta(minutes=15)
MOST_TRIES = 5
# Half of all names (two signs of 32).
MOST_OPEN = len(proofs.SIGNS) ** proofs.NAME_LENGTH // 2
_MOST_PER_ADDRESS = 20
_TOO_LONG_AGO = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a station shows, in hex: that it knows the code, and that it has the letter key that it names."""

    proof: str
    signature: str


@dataclass(frozen=True, slots=True)
class Welcome:
    """What a station that was let in is told."""

    station: str
    structure: str
    token: str
    ends_at: datetime
    proof: str


def show_code(connection: Connection, now: datetime, of_structure: int, name: str, who: str) -> proofs.Code:
    """Make a code for one new station of this structure. Only what a proof needs of it is kept. Raises Fault 429 where
    so many are open that a free name would hardly be found."""
    connection.execute(delete(enrolment).where(enrolment.c.ends_at < now - _TOO_LONG_AGO))
    open_ones = set(connection.scalars(select(enrolment.c.code).where(enrolment.c.ends_at > now)))
    if len(open_ones) >= MOST_OPEN:
        raise faults.too_often(N_("Too many codes for stations are open."))
    code = proofs.new_code()
    while code.name in open_ones:
        code = proofs.new_code()
    connection.execute(
        insert(enrolment).values(
            structure=of_structure, code=code.name, stretched=proofs.stretched(code).hex(), station_name=name,
            made_by=who, made_at=now, ends_at=now + LASTS, tries=0,
        )
    )  # fmt: skip
    audit.note(connection, now, of_structure, who, "station-code", name)
    return code


def try_code(connection: Connection, now: datetime, name: str, address: str) -> None:
    """Note a try before it is looked at, in a transaction of its own. Raises Fault 429."""
    if throttle.is_too_often(connection, f"enrol {address}", _MOST_PER_ADDRESS, now):
        raise faults.too_often()
    throttle.note(connection, f"enrol {address}", now)
    connection.execute(
        update(enrolment)
        .where(enrolment.c.code == name, enrolment.c.ends_at > now, enrolment.c.used_at.is_(None))
        .values(tries=enrolment.c.tries + 1)
    )


def was_right(connection: Connection, now: datetime, address: str) -> None:
    """Forget the try of this moment: a room of thirty sticks is enrolled from one address."""
    throttle.take_back(connection, f"enrol {address}", now)


def enrol(  # noqa: PLR0913, PLR0917
    connection: Connection, now: datetime, code: str, asking: proofs.Station, shown: Shown, certificate: bytes | None,
    version: str,
) -> Welcome:  # fmt: skip
    """Let this station in. `certificate`: the hub's own (DER). Raises Fault 401, the same for every reason; 409 where
    its key is another structure's."""
    row = connection.execute(
        select(enrolment, structure.c.name.label("structure_name"))
        .join(structure, structure.c.number == enrolment.c.structure)
        .where(
            enrolment.c.code == code, enrolment.c.ends_at > now, enrolment.c.used_at.is_(None),
            enrolment.c.tries <= MOST_TRIES,
        )
    ).first()  # fmt: skip
    if row is None:
        raise faults.unknown_code()
    key = bytes.fromhex(row.stretched)
    if not proofs.fits(shown.proof, proofs.station_proof(key, asking, certificate)):
        raise faults.unknown_code()
    if not proofs.is_possessed(asking, certificate, shown.proof, shown.signature):
        raise faults.unknown_code()
    once = enrolment.c.number == row.number, enrolment.c.used_at.is_(None)
    if connection.execute(update(enrolment).where(*once).values(used_at=now)).rowcount != 1:
        raise faults.unknown_code()  # another process was quicker
    number = _station(connection, now, row.structure, row.station_name, asking, version)
    token, ends_at = tokens.give(connection, number, now)
    audit.note(connection, now, row.structure, row.station_name, "station-enrolled", row.made_by)
    answer = proofs.hub_proof(key, asking, certificate, token)
    return Welcome(row.station_name, row.structure_name, token, ends_at, answer)


def note_refusal(connection: Connection, now: datetime, code: str, subject: str, address: str) -> None:
    """Note that somebody was not let in, where those see it whose code it was: the federation's, if it is nobody's."""
    of = connection.scalar(
        select(enrolment.c.structure).where(enrolment.c.code == code).order_by(enrolment.c.number.desc())
    )
    audit.refused(connection, now, of, address, "station-refused", subject, address)


def _station(
    connection: Connection, now: datetime, of_structure: int, name: str, asking: proofs.Station, version: str
) -> int:
    """Make the station, or take it up again where its letter key is known in this structure: what it sent stays its."""
    letters_id = key_id(bytes.fromhex(asking.letters_key))
    there = connection.execute(select(station).where(station.c.letters_id == letters_id)).first()
    values = {"name": name, "version": version[:40], "revoked_at": None, "papers_until": None, "seen_at": now}
    papers = {"papers_key": asking.papers_key, "papers_from": now if asking.papers_key else None}
    if there is None:
        made = {"structure": of_structure, "letters_key": asking.letters_key, "letters_id": letters_id, "made_at": now}
        new = insert(station).values({**values, **papers, **made}).returning(station.c.number)
        number = int(connection.execute(new).scalar_one())
        if asking.papers_key:  # another bench may have brought papers of this one
            rejudge.believe(connection, of_structure, asking.papers_key)
        return number
    if there.structure != of_structure:
        raise faults.of_another_structure()
    tokens.revoke(connection, there.number, now)
    values |= papers if there.papers_key is None else {}
    connection.execute(update(station).where(station.c.number == there.number).values(values))
    if there.papers_key is None and asking.papers_key:
        rejudge.believe(connection, of_structure, asking.papers_key)
    return int(there.number)


def announce_papers_key(connection: Connection, now: datetime, caller: Caller, key: str) -> None:
    """Note the key of a station's papers, once. Raises Fault 409 where another one is known."""
    known = connection.scalar(select(station.c.papers_key).where(station.c.number == caller.number))
    if known == key:
        return
    if known is not None:
        raise faults.other_papers_key()
    connection.execute(update(station).where(station.c.number == caller.number).values(papers_key=key, papers_from=now))
    audit.note(connection, now, caller.structure, caller.who, "papers-key", key_id(bytes.fromhex(key)))
    assert caller.structure is not None  # noqa: S101  # a station belongs to one
    rejudge.believe(connection, caller.structure, key)
