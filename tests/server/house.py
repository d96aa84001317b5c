"""A hub with two structures in it, as tests meet it: through its routes."""

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self
from uuid import uuid4

from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import select

from pcsol.judge.certificate import public_key
from pcsol.judge.letters import enrolment
from pcsol.judge.letters.signature import signed
from pcsol.model.hardware.machine import Identity, Mark
from pcsol.model.noun import Noun
from pcsol.model.probe import Probe
from pcsol.server.access import passwords, sessions
from pcsol.server.app import build
from pcsol.server.database.tables import login_session, person, structure
from pcsol.server.hub import Hub
from pcsol.server.stations import enrol
from tests.towers import GOOD

PASSWORD = "rue-des-lilas-12"
_HASHED: list[str] = []


@dataclass
class Bench:
    """A station that was enrolled: its token, and the key it signs with."""

    client: TestClient
    token: str
    key: bytes

    @property
    def bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def put(self, record: dict[str, Any], name: str | None = None) -> Response:
        return self.client.put(f"/api/v1/records/{name or record['id']}", json=record, headers=self.bearer)

    def signed(self, record: dict[str, Any]) -> dict[str, Any]:
        return signed(record, self.key)

    def sends(self, record: dict[str, Any]) -> dict[str, Any]:
        """Sign it, send it, and see it kept."""
        whole = self.signed(record)
        answer = self.put(whole)
        assert answer.status_code == 201, answer.text
        return whole


class House:
    """Two structures, Valmy (VAL) and Lilas (LIL); people and stations as a test asks for them."""

    def __init__(self, hub: Hub, clock: Any) -> None:
        self.hub, self.clock = hub, clock
        self.structures: dict[str, int] = {}

    def __enter__(self) -> Self:
        self.client = TestClient(build(self.hub), base_url="https://hub", follow_redirects=False)
        with self.hub.database.writing() as connection:
            for name, prefix in (("Valmy", "VAL"), ("Lilas", "LIL")):
                made = structure.insert().values(name=name, prefix=prefix, made_at=self.clock())
                self.structures[name] = connection.execute(made.returning(structure.c.number)).scalar_one()
        return self

    def __exit__(self, *_fault: object) -> None:
        self.client.close()

    def code(self, of: str = "Valmy", name: str = "banc 1") -> enrolment.Code:
        with self.hub.database.writing() as connection:
            return enrol.show_code(connection, self.clock(), self.structures[of], name, "test")

    def bench(self, of: str = "Valmy", name: str = "banc 1", papers_key: bytes | None = None) -> Bench:
        """Enrol a station, as it does it itself."""
        code, key = self.code(of, name), os.urandom(32)
        answer = self.client.post("/api/v1/stations:enrol", json=asking(code, key, self.hub.certificate, papers_key))
        assert answer.status_code == 200, answer.text
        return Bench(self.client, answer.json()["token"], key)

    def enter(self, login: str, expect: str = "/") -> None:
        """Log in; the cookie stays with the client."""
        answer = self.client.post("/login", data={"login": login, "password": PASSWORD})
        assert (answer.status_code, answer.headers["location"]) == (303, expect), answer.text

    def form_key(self) -> str:
        """The key that pages of this session put into their forms."""
        with self.hub.database.reading() as connection:
            kept = login_session.c.digest == sessions.digest(self.client.cookies[sessions.COOKIE])
            found = connection.scalar(select(login_session.c.form_key).where(kept))
        assert isinstance(found, str)
        return found

    def post(self, path: str, **fields: object) -> Response:
        """Send a form as a page of this session does."""
        return self.client.post(path, data={"form_key": self.form_key(), **fields})

    def person(self, login: str, role: str, of: str | None = "Valmy") -> None:
        if not _HASHED:
            _HASHED.append(passwords.hashed(PASSWORD))
        with self.hub.database.writing() as connection:
            connection.execute(person.insert().values(
                login=login, name=login.title(), role=role, structure=self.structures[of] if of else None,
                password=_HASHED[0], must_change=False, language="fr", made_at=self.clock(),
            ))  # fmt: skip


def asking(
    code: enrolment.Code, key: bytes, certificate: bytes | None, papers_key: bytes | None = None
) -> dict[str, Any]:
    """What a station that was given this code sends to be let in."""
    papers = public_key(papers_key).hex() if papers_key else None
    station = enrolment.Station(os.urandom(16).hex(), public_key(key).hex(), papers)
    proof = enrolment.station_proof(enrolment.stretched(code), station, certificate)
    return {
        "code": code.name, "nonce": station.nonce, "letters_key": station.letters_key, "papers_key": papers,
        "pcsol": "0.1", "proof": proof, "signature": enrolment.possession(key, station, certificate, proof),
    }  # fmt: skip


def marks(*values: str, kind: str = "system-serial") -> tuple[Mark, ...]:
    return tuple(Mark.model_validate({"kind": kind, "value": value, "usable": True}) for value in values)


def probe(**changes: Any) -> Probe:
    return GOOD.model_copy(update=changes)


def record(
    body: Noun, at: datetime, kind: str = "probe", code: str | None = None, seen: tuple[Mark, ...] = ()
) -> dict[str, Any]:
    """A record as a station keeps it, not signed yet."""
    identity = Identity(marks=seen)
    return {
        "schema": "pcsol/record/1", "kind": kind, "id": str(uuid4()),
        "tower": {"code": code, "marks": identity.to_json()["marks"]}, "station": "banc 1", "structure": None,
        "operator": "Camille", "taken_at": at.isoformat(), "clock": {"source": "ntp", "trusted": True},
        "body": body.to_json(), "signature": None,
    }  # fmt: skip


def days(number: float) -> timedelta:
    return timedelta(days=number)
