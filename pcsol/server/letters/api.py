"""The routes by which stations deliver records."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse

from pcsol.server import faults
from pcsol.server.access import audit, tokens
from pcsol.server.access.caller import Caller
from pcsol.server.access.guards import Sender, Station, TheHub
from pcsol.server.faults import Fault
from pcsol.server.hub import Hub
from pcsol.server.letters import refused
from pcsol.server.letters.letter import MOST_BYTES, parsed
from pcsol.server.letters.opening import at_once, keys_of
from pcsol.server.letters.waiting import flushed, kept

router = APIRouter(prefix="/api/v1", tags=["records"])

MOST_IN_A_BATCH = 200
MOST_BATCH_BYTES = 20_000_000


def body(most_bytes: int) -> Any:  # noqa: ANN401  # a dependency
    """Return the dependency that reads a body, and stops reading where it gets too big. Raises Fault 413."""

    async def read(request: Request) -> bytes:
        return await _read(request, most_bytes)

    return Depends(read)


async def _read(request: Request, most_bytes: int) -> bytes:
    length = request.headers.get("content-length", "0")
    if length.isdecimal() and int(length) > most_bytes:
        raise faults.too_big(most_bytes)
    content = bytearray()
    async for piece in request.stream():
        content += piece
        if len(content) > most_bytes:
            raise faults.too_big(most_bytes)
    return bytes(content)


@router.put("/records/{id}", status_code=201, responses={200: {}, 409: {}, 413: {}, 422: {}, 503: {}})
async def put_record(
    hub: TheHub,
    caller: Sender,
    id: str,  # noqa: A002
    request: Request,
) -> Response:
    """Keep one record: 201 new, 200 the same again, 409 another one has this id, 422 with each fault named."""
    try:
        letter = await at_once(hub, caller, id, await _read(request, MOST_BYTES))
        status = await flushed(hub.sorter.keep(letter, caller))
    except Fault as fault:
        if fault.status in refused.NOTED:
            await run_in_threadpool(_refused, hub, caller, id, fault)
        raise
    return JSONResponse({"id": id, "status": status}, status)


def _refused(hub: Hub, caller: Caller, name: str, fault: Fault) -> None:
    """Note a refusal. Raises Fault 401 where the station is let in no more: then nothing is said of its record."""
    with hub.database.reading() as connection:
        if not tokens.counting(connection, [caller.token], hub.now()):
            raise faults.unknown_caller()
    refused.note(hub, caller, [(name, fault)])


async def batch(hub: TheHub, caller: Station, request: Request) -> list[object]:
    """Return the records of a batch. Raises Fault 413 or 422, and notes it: no record of it has a name."""
    try:
        content = await _read(request, MOST_BATCH_BYTES)
        return await run_in_threadpool(parsed_batch, content)
    except Fault as fault:
        await run_in_threadpool(_refused_whole, hub, caller, fault)
        raise


def _refused_whole(hub: Hub, caller: Caller, fault: Fault) -> None:
    why = "; ".join(filter(None, (str(fault.status), *fault.faults, fault.details)))
    with hub.database.writing() as connection:
        audit.refused(connection, hub.now(), caller.structure, caller.who, "batch-refused", refused.printable(why))


@router.post("/records:batch", responses={413: {}, 422: {}})
def put_records(hub: TheHub, caller: Station, found: Annotated[list[object], Depends(batch)]) -> Response:
    """Keep several: `{"records": [...]}` in, `{"results": [{"id", "status", "error"?}]}` out, in the same order."""
    answers = kept(hub, caller, found, keys_of(hub, caller))
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


def _result(plain: object, one: int | Fault) -> dict[str, Any]:
    if isinstance(one, Fault):
        return {"id": _id(plain), "status": one.status, **one.to_json()}
    return {"id": _id(plain), "status": one}


def _id(plain: object) -> str | None:
    name = plain.get("id") if isinstance(plain, dict) else None
    return name if isinstance(name, str) else None
