"""Tell open pages that something is new (server-sent events): they then fetch it."""

import asyncio
from collections.abc import AsyncIterator, Callable

from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from pcsol.errors import PCSolError

_LOOK_SECONDS = 0.4
# Another program (the terminal's twin) may write to the same desk: look there too, less often.
_LOOKS_PER_READING = 5
_READINGS_PER_SIGN_OF_LIFE = 7


def stream(rings: Callable[[], int], version: Callable[[], int | None]) -> StreamingResponse:
    """Return an answer that goes on: the version now, and again each time that it changes.

    `rings` is asked often and must be quick; `version` may read files. It ends with the event "over" where `version` is
    None, and without a word where that cannot be told: the page then asks anew.
    """
    return StreamingResponse(
        _versions(rings, version), media_type="text/event-stream", headers={"X-Accel-Buffering": "no"}
    )


async def _versions(rings: Callable[[], int], version: Callable[[], int | None]) -> AsyncIterator[str]:
    yield "retry: 2000\n\n"
    said, silent = -1, 0
    while True:
        heard = rings()
        try:
            now = await run_in_threadpool(version)
        except PCSolError:
            return
        if now is None:
            yield "event: over\ndata: 0\n\n"
            return
        silent += 1
        if now != said:
            said, silent = now, 0
            yield f"event: story\ndata: {now}\n\n"
        elif silent >= _READINGS_PER_SIGN_OF_LIFE:
            silent = 0
            yield ": still here\n\n"
        for _look in range(_LOOKS_PER_READING):
            await asyncio.sleep(_LOOK_SECONDS)
            if rings() != heard:
                break
