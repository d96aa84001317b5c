"""The routes of stations: enrol, say what is being done, say by which key certificates are signed."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select, update

from pcsol.judge.letters.enrolment import Station as Asking
from pcsol.model.batch.progress import Answered
from pcsol.model.papers.signers import PublicKey, Signers
from pcsol.server import faults
from pcsol.server.access.guards import Anybody, Station, TheHub
from pcsol.server.bench import orders
from pcsol.server.bench.said import kept, opened
from pcsol.server.database.tables import station
from pcsol.server.faults import Fault
from pcsol.server.letters.api import body
from pcsol.server.letters.letter import parsed
from pcsol.server.stations import enrol
from pcsol.server.stations.signers import signers

router = APIRouter(prefix="/api/v1", tags=["stations"])

_MOST_PROGRESS_BYTES = 50_000
Hex32 = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
Hex64 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Hex128 = Annotated[str, Field(pattern=r"^[0-9a-f]{128}$")]


class Enrolment(BaseModel):
    """What a station sends to be let in; `code` are the first two signs of the one that a person typed."""

    model_config = ConfigDict(extra="ignore")

    code: Annotated[str, Field(pattern=r"^[0-9A-HJKMNP-TV-Z]{2}$")]
    nonce: Hex32
    letters_key: PublicKey
    papers_key: PublicKey | None = None
    proof: Hex64
    signature: Hex128
    pcsol: Annotated[str, Field(max_length=40)] = ""


class PapersKey(BaseModel):
    """The public key (Ed25519, hex) by which a station's certificates are signed."""

    public_key: PublicKey


@router.post("/stations:enrol", responses={401: {}, 409: {}, 429: {}})
def post_enrol(hub: TheHub, request: Request, asked: Enrolment) -> dict[str, Any]:
    """Let a station in by a code. 401 says the same for a code that is unknown, over, used or wrong; 429 too many."""
    now, address = hub.now(), request.client.host if request.client else ""
    asking = Asking(asked.nonce, asked.letters_key, asked.papers_key)
    with hub.database.writing() as connection:
        enrol.try_code(connection, now, asked.code, address)
    shown = enrol.Shown(asked.proof, asked.signature)
    try:
        with hub.database.writing() as connection:
            welcome = enrol.enrol(connection, now, asked.code, asking, shown, hub.certificate, asked.pcsol)
            enrol.was_right(connection, now, address)
    except Fault as fault:
        with hub.database.writing() as connection:
            enrol.note_refusal(connection, now, asked.code, f"{asked.code}: {fault.status}", address)
        raise
    return {
        "station": welcome.station, "structure": welcome.structure, "token": welcome.token,
        "expires_at": welcome.ends_at.isoformat().replace("+00:00", "Z"), "proof": welcome.proof,
    }  # fmt: skip


@router.put("/stations/me/papers-key", status_code=204, responses={409: {}})
def put_papers_key(hub: TheHub, caller: Station, key: PapersKey) -> Response:
    """Say by which key this station's certificates are signed: once, where none is known."""
    with hub.database.writing() as connection:
        enrol.announce_papers_key(connection, hub.now(), caller, key.public_key)
    return Response(status_code=204)


@router.put("/stations/me/progress", response_model=Answered, responses={204: {}, 413: {}, 422: {}})
def put_progress(hub: TheHub, caller: Station, content: Annotated[bytes, body(_MOST_PROGRESS_BYTES)]) -> Response:
    """Say what this station is doing now; the last word counts. A tower in a batch (`pcsol/progress/1`) gets orders."""
    found = parsed(content, _MOST_PROGRESS_BYTES)
    if not isinstance(found, dict):
        raise faults.not_understood(["not an object"])
    said, now = opened(found), hub.now()
    with hub.database.writing() as connection:
        mine = station.c.number == caller.number
        before = connection.execute(select(station.c.progress).where(mine).with_for_update()).scalar_one()
        text = json.dumps(found) if said is None else kept(found, said, before, now)
        connection.execute(update(station).where(mine).values(progress=text, progress_at=now, seen_at=now))
        answer = orders.answer(connection, now, caller, said) if said is not None else None
    return Response(status_code=204) if answer is None else JSONResponse(answer.to_json())


@router.get("/signers")
def get_signers(hub: TheHub, caller: Anybody) -> dict[str, Any]:
    """Return `pcsol/signers/1`: the file of `pcsol certificate verify --trust`."""
    with hub.database.reading() as connection:
        return Signers(signers=tuple(signers(connection, caller.structure))).to_json()
