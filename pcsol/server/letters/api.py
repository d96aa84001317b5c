"""The routes by which stations deliver records."""

from concurrent.futures import Future, wait
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy import select
from starlette.responses import JSONResponse

from pcsol.judge.letters.keys import key_id
from pcsol.model.papers.signers import Signer
from pcsol.server import faults
from pcsol.server.access.caller import Caller
from pcsol.server.access.guards import Station, TheHub
from pcsol.server.database.tables import station as stations
from pcsol.server.faults import Fault
from pcsol.server.hub import Hub
from pcsol.server.letters import refused
from pcsol.server.letters.letter import MOST_BYTES, Keys, opened, parsed
from pcsol.server.letters.sorter import Answer
from pcsol.server.stations.signers import signers

router = APIRouter(prefix="/api/v1", tags=["records"])

MOST_IN_A_BATCH = 200
MOST_BATCH_BYTES = 20_000_000
_SECONDS = 60.0


def body(most_bytes: int) -> Any:  # noqa: ANN401  # a dependency
    """Return the dependency that reads a body, and stops reading where it gets too big. Raises Fault 413."""

    async def read(request: Request) -> bytes:
        length = request.headers.get("content-length", "0")
        if length.isdecimal() and int(length) > most_bytes:
            raise faults.too_big(most_bytes)
        content = bytearray()
        async for piece in request.stream():
            content += piece
            if len(content) > most_bytes:
                raise faults.too_big(most_bytes)
        return bytes(content)

    return Depends(read)


@router.put("/records/{id}", status_code=201, responses={200: {}, 409: {}, 413: {}, 422: {}, 503: {}})
def put_record(hub: TheHub, caller: Station, id: str, content: Annotated[bytes, body(MOST_BYTES)]) -> Response:  # noqa: A002
    """Keep one record: 201 new, 200 the same again, 409 another one has this id, 422 with each fault named."""
    try:
        letter = opened(parsed(content), keys_of(hub, caller), id)
        answer = waited_for(hub.sorter.keep(letter, caller))
        if answer.status == 409:
            raise faults.conflict()
    except Fault as fault:
        refused.note(hub, caller, [(id, fault)])
        raise
    return JSONResponse({"id": id, "status": answer.status}, answer.status)


@router.post("/records:batch", responses={413: {}, 422: {}})
def put_records(hub: TheHub, caller: Station, content: Annotated[bytes, body(MOST_BATCH_BYTES)]) -> Response:
    """Keep several: `{"records": [...]}` in, `{"results": [{"id", "status", "error"?}]}` out, in the same order."""
    found = parsed_batch(content)
    keys = keys_of(hub, caller)
    waiting = [_begun(hub, caller, plain, keys) for plain in found]
    wait([one for one in waiting if isinstance(one, Future)], timeout=_SECONDS)
    answers = [_answered(one) for one in waiting]
    refused.note(hub, caller, [
        (_id(plain), one) for plain, one in zip(found, answers, strict=True) if isinstance(one, Fault)
    ])  # fmt: skip
    return JSONResponse({"results": [_result(plain, one) for plain, one in zip(found, answers, strict=True)]})


def parsed_batch(content: bytes) -> list[object]:
    """Return the records of a batch. Raises Fault 413 or 422."""
    plain = parsed(content, MOST_BATCH_BYTES)
    found = plain.get("records") if isinstance(plain, dict) else None
    if not isinstance(found, list):
        raise faults.unreadable(["records: not a list"])
    if len(found) > MOST_IN_A_BATCH:
        raise faults.too_big(MOST_BATCH_BYTES)
    return found


def keys_of(hub: Hub, caller: Caller) -> Keys:
    """Return whom this station's structure believes. Its own key came with its token; others are looked for."""
    own = bytes.fromhex(caller.letters_key)

    def letters(name: str) -> bytes | None:
        return own if name == key_id(own) else _colleagues(hub, caller, name)

    def papers() -> list[Signer]:
        with hub.database.reading() as connection:
            return signers(connection, caller.structure)

    return Keys(letters, papers)


def _colleagues(hub: Hub, caller: Caller, name: str) -> bytes | None:
    with hub.database.reading() as connection:
        found = connection.scalar(
            select(stations.c.letters_key).where(stations.c.letters_id == name, caller.within(stations.c.structure))
        )
    return bytes.fromhex(found) if found else None


def _begun(hub: Hub, caller: Caller, plain: object, keys: Keys) -> "Future[Answer] | Fault":
    try:
        return hub.sorter.keep(opened(plain, keys), caller)
    except Fault as fault:
        return fault


def waited_for(answer: "Future[Answer]") -> Answer:
    """Return the answer once the record is flushed. Raises Fault 503: whoever sent it keeps it."""
    try:
        return answer.result(_SECONDS)
    except Exception as err:
        raise faults.gone() from err


def _answered(one: "Future[Answer] | Fault") -> int | Fault:
    """Return the status of a record that was kept, or why it was not."""
    if isinstance(one, Fault):
        return one
    try:
        status = waited_for(one).status
    except Fault as fault:
        return fault
    return status if status != 409 else faults.conflict()


def _result(plain: object, one: int | Fault) -> dict[str, Any]:
    if isinstance(one, Fault):
        return {"id": _id(plain), "status": one.status, **one.to_json()}
    return {"id": _id(plain), "status": one}


def _id(plain: object) -> str | None:
    name = plain.get("id") if isinstance(plain, dict) else None
    return name if isinstance(name, str) else None
