"""Hand letters over, wait until they are kept, and say why where they are not. Whatever was sent, nobody waits longer
than a minute."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import Future, wait

from pcsol.server import faults
from pcsol.server.access.caller import Caller
from pcsol.server.faults import Fault
from pcsol.server.hub import Hub
from pcsol.server.letters.letter import Keys, opened
from pcsol.server.letters.sorter import is_unkeepable

SECONDS = 60.0


async def flushed(answer: "Future[int]") -> int:
    """Return 200 or 201 once the record is flushed, without a thread that waits. Raises Fault 401, 409, 422 or 503."""
    try:
        status = await asyncio.wait_for(asyncio.wrap_future(answer), SECONDS)
    except Exception as err:
        raise _why(err) from err
    return _status(status)


def kept(hub: Hub, caller: Caller, plain: Sequence[object], keys: Keys) -> list[int | Fault]:
    """Open and keep several records of one station; return for each its status, or why it was not kept."""
    return answered([_begun(hub, caller, one, keys) for one in plain])


def answered(begun: "Sequence[Future[int] | Fault]", seconds: float = SECONDS) -> list[int | Fault]:
    """Return for each its status, or why it was not kept. `seconds`: for all of them together; what was not begun by
    then is called back."""
    wait([one for one in begun if isinstance(one, Future)], timeout=seconds)
    for one in begun:
        if isinstance(one, Future):
            one.cancel()
    return [one if isinstance(one, Fault) else _answer(one) for one in begun]


def _begun(hub: Hub, caller: Caller, plain: object, keys: Keys) -> "Future[int] | Fault":
    try:
        return hub.sorter.keep(opened(plain, keys), caller)
    except Fault as fault:
        return fault


def _answer(one: "Future[int]") -> int | Fault:
    try:
        return _status(one.result(0))
    except Fault as fault:
        return fault
    except Exception as err:  # noqa: BLE001  # whatever became of it, the others have their answers
        return _why(err)


def _why(err: Exception) -> Fault:
    """503 where another try may help; 422 where the database holds no such thing, however often it is asked."""
    return faults.unreadable(["a value that cannot be kept"]) if is_unkeepable(err) else faults.gone()


def _status(status: int) -> int:
    if status == 401:
        raise faults.unknown_caller()
    if status == 409:
        raise faults.conflict()
    return status
