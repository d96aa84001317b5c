"""The log of requests: one JSON line each, with nothing in it that lets anybody in.

No query (it holds what people look for), no header, no body, no name: a person or a station is its number.
"""

import json
import logging
import sys
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from fastapi import Request
from typing_extensions import override

requests = logging.getLogger("pcsol.hub.requests")
_MOST_SIGNS = 200
_MOST_FRAMES = 12


def note(request: Request, status: int, seconds: float) -> None:
    """Write the line of one request."""
    requests.info("", extra={"facts": {
        "method": request.method, "path": _path(request), "status": status,
        "milliseconds": round(1000 * seconds, 1), "who": getattr(request.state, "asks", None),
        "from": request.client.host if request.client else None,
    }})  # fmt: skip


def _path(request: Request) -> str:
    """A group's link lets in whoever has it."""
    path = request.url.path
    return "/g/*" if path.startswith("/g/") else path[:_MOST_SIGNS]


def route_of(request: Request) -> str:
    """Return the route as it is declared: "/people/{number}"; "/static" for files, "other" for what is not there."""
    if request.url.path.startswith("/static/"):
        return "/static"
    path = getattr(request.scope.get("route"), "path", None)
    return path if isinstance(path, str) else "other"


class Lines(logging.Formatter):
    """One JSON object a line, control signs escaped: nobody writes a line of their own into the log."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        facts: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(), "part": record.name,
        }  # fmt: skip
        facts |= getattr(record, "facts", None) or {"text": record.getMessage()}
        if record.exc_info:
            facts["fault"] = list(_fault(record.exc_info[1]))
        return json.dumps(facts, ensure_ascii=True)


def _fault(err: BaseException | None) -> Iterator[str]:
    """Return an exception, its causes and where each was raised: first lines only, for in the lines after PostgreSQL
    repeats the row that it refused (DETAIL)."""
    while err is not None:
        yield f"{type(err).__name__}: {str(err).partition(chr(10))[0]}"
        frames = traceback.extract_tb(err.__traceback__)[-_MOST_FRAMES:]
        yield from (f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
        err = err.__cause__


def to_stderr() -> logging.Handler:
    """Let the hub's log go to stderr. Whoever calls it turns uvicorn's own lines off: they have queries in them.

    On a terminal somebody reads: there only what went wrong is shown. A service's stderr gets every line.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())
    log = logging.getLogger("pcsol.hub")
    log.addHandler(handler)
    log.setLevel(logging.WARNING if sys.stderr.isatty() else logging.INFO)
    log.propagate = False
    return handler
