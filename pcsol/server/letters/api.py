"""The routes by which stations deliver records."""

import asyncio
from concurrent.futures import Future, wait
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse

from pcsol.server import faults
from pcsol.server.access import tokens
from pcsol.server.access.caller import Caller
from pcsol.server.access.guards import Sender, Station, TheHub
from pcsol.server.faults import Fault
from pcsol.server.hub import Hub
from pcsol.server.letters import refused
from pcsol.server.letters.letter import MOST_BYTES, Keys, opened, parsed
from pcsol.server.letters.opening import at_once, keys_of
from pcsol.server.letters.sorter import Answer

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
async def put_record(
    hub: TheHub,
    caller: Sender,
    id: str,  # noqa: A002
    content: Annotated[bytes, body(MOST_BYTES)],
) -> Response:
    """Keep one record: 201 new, 200 the same again, 409 another one has this id, 422 with each fault named."""
    try:
        letter = await at_once(hub, caller, id, content)
        status = _status(await _flushed(hub.sorter.keep(letter, caller)))
    except Fault as fault:
        if fault.status in refused.NOTED:
            await run_in_threadpool(_refused, hub, caller, id, fault)
        raise
    return JSONResponse({"id": id, "status": status}, status)


async def _flushed(answer: "Future[Answer]") -> Answer:
    """As `waited_for`, without a thread that waits."""
    try:
        return await asyncio.wait_for(asyncio.wrap_future(answer), _SECONDS)
    except Exception as err:
        raise faults.gone() from err


def _refused(hub: Hub, caller: Caller, name: str, fault: Fault) -> None:
    """Note a refusal. Raises Fault 401 where the station is let in no more: then nothing is said of its record."""
    with hub.database.reading() as connection:
        if not tokens.counting(connection, [caller.token], hub.now()):
            raise faults.unknown_caller()
    refused.note(hub, caller, [(name, fault)])


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


def _begun(hub: Hub, caller: Caller, plain: object, keys: Keys) -> "Future[Answer] | Fault":
    try:
        return hub.sorter.keep(opened(plain, keys), caller)
    except Fault as fault:
        return fault


def _status(answer: Answer) -> int:
    """Return 200 or 201. Raises Fault 401 or 409."""
    if answer.status == 401:
        raise faults.unknown_caller()
    if answer.status == 409:
        raise faults.conflict()
    return answer.status


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
        return _status(waited_for(one))
    except Fault as fault:
        return fault


def _result(plain: object, one: int | Fault) -> dict[str, Any]:
    if isinstance(one, Fault):
        return {"id": _id(plain), "status": one.status, **one.to_json()}
    return {"id": _id(plain), "status": one}


def _id(plain: object) -> str | None:
    name = plain.get("id") if isinstance(plain, dict) else None
    return name if isinstance(name, str) else None
