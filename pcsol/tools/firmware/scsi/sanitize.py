"""SANITIZE (48h, SBC-4, 5.26) and how far it is (REQUEST SENSE).

FORMAT UNIT is not here: a drive said that it was complete, and had erased nothing (seen).
"""

from dataclasses import dataclass
from typing import Literal

from pcsol.model.erasure.abilities import SanitizeState
from pcsol.tools.firmware import sense, sg_io
from pcsol.tools.firmware.sense import MEDIUM_ERROR, NO_SENSE, NOT_READY
from pcsol.tools.firmware.sg_io import Reply
from pcsol.tools.firmware.wire import Wire

Kind = Literal["crypto", "block", "overwrite"]
SANITIZE, REQUEST_SENSE, TEST_UNIT_READY = 0x48, 0x03, 0x00
ACTIONS: dict[Kind, int] = {"overwrite": 0x01, "block": 0x02, "crypto": 0x03}
EXIT_FAILURE = 0x1F
_IMMEDIATE, _UNRESTRICTED = 0x80, 0x20
_IN_PROGRESS, _FAILED = (NOT_READY, 0x04, 0x1B), (MEDIUM_ERROR, 0x31, 0x03)
_SENSE_BYTES = 252


@dataclass(frozen=True, slots=True)
class Status:
    """`state` None: neither success nor failure could be read. "idle": nothing runs, and the drive is ready."""

    state: SanitizeState | None
    progress: float | None
    replies: tuple[Reply, ...]


def start(wire: Wire, kind: Kind, *, pattern: bytes = b"\0\0\0\0", wait_seconds: float | None = None) -> Reply:
    """Start it; the answer comes at once, or with `wait_seconds` when it is over.

    An overwrite carries a list of parameters: one pass (byte 0), the pattern and its length (SBC-4, table 102).
    """
    out = bytes((0x01, 0x00)) + len(pattern).to_bytes(2, "big") + pattern if kind == "overwrite" else b""
    how = ACTIONS[kind] | _UNRESTRICTED | (_IMMEDIATE if wait_seconds is None else 0)
    cdb = bytes((SANITIZE, how, 0, 0, 0, 0, 0)) + len(out).to_bytes(2, "big") + b"\0"
    return sg_io.send(wire, cdb, out=out, seconds=60.0 if wait_seconds is None else wait_seconds)


def leave_failure(wire: Wire) -> Reply:
    """Bring a drive back whose sanitize failed."""
    return sg_io.send(wire, bytes((SANITIZE, EXIT_FAILURE, 0, 0, 0, 0, 0, 0, 0, 0)))


def status(wire: Wire) -> Status:
    """Ask for sense, and where that is empty whether the drive is ready: a drive that only keeps silent is not done."""
    asked = sg_io.send(wire, bytes((REQUEST_SENSE, 0, 0, 0, _SENSE_BYTES, 0)), read_bytes=_SENSE_BYTES)
    told = sense.parse(asked.data) if asked.good else None
    if told is None or told.deferred:
        return Status(None, None, (asked,))
    if told.code == _IN_PROGRESS:
        return Status("running", told.progress, (asked,))
    if told.code == _FAILED:
        return Status("failed", None, (asked,))
    if told.code != (NO_SENSE, 0, 0):
        return Status(None, None, (asked,))
    ready = sg_io.send(wire, bytes(6))
    return Status("idle" if ready.good else _of(ready), None, (asked, ready))


def _of(ready: Reply) -> SanitizeState | None:
    code = ready.sense.code if ready.sense else None
    return "running" if code == _IN_PROGRESS else "failed" if code == _FAILED else None
