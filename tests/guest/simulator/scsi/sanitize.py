"""SANITIZE (48h) of a SCSI disk: SBC-4, clause 5.30. It runs behind IMMED; REQUEST SENSE tells how far it is."""

import time

from tests.guest.simulator.medium import Medium
from tests.guest.simulator.sense import GOOD, HARDWARE_ERROR, INVALID_FIELD, Answer, fixed, refuse
from tests.guest.simulator.spec import Seen, Spec

OPCODE = 0x48
_ACTIONS = {0x01: "overwrite", 0x02: "block", 0x03: "crypto", 0x1F: "exit failure mode"}
_IN_PROGRESS, _FAILED = (2, 0x04, 0x1B), (3, 0x31, 0x03)
_IMMED, _AUSE = 0x80, 0x20
_STALLS_AT = 0.4


class Sanitize:
    """idle, running, or failed: until an unrestricted exit or another SANITIZE, a failed disk gives no data."""

    def __init__(self, spec: Spec, medium: Medium, seen: Seen) -> None:
        self._spec, self._medium, self._seen, self._how = spec, medium, seen, spec.sanitize_erase
        self._since: float | None = None
        self._action = ""
        self._unrestricted = False
        self.failed = False

    @property
    def actions(self) -> tuple[int, ...]:
        """The service actions that exist."""
        return tuple(code for code, name in _ACTIONS.items() if name in self._spec.sanitize or code == 0x1F)

    def execute(self, cdb: bytes, data: bytes) -> Answer:
        """Start one, or leave the failure mode."""
        action = cdb[1] & 0x1F
        name = _ACTIONS.get(action, hex(action))
        answer = self._start(cdb, name) if self._spec.sanitize and action in self.actions else INVALID_FIELD
        self._seen.note(f"SANITIZE {name}", "done" if answer.status == 0 else "refused")
        if action == 0x01 and answer.status == 0 and len(data) < 5:
            return INVALID_FIELD
        return answer

    def _start(self, cdb: bytes, name: str) -> Answer:
        if name == "exit failure mode":
            left, self.failed = self.failed and self._unrestricted, self.failed and not self._unrestricted
            return GOOD if left else INVALID_FIELD
        if self.blocks() is not None and not self.failed:
            return self._busy()
        if self._how.ends == "aborted":
            return INVALID_FIELD
        if self._how.ends == "goes away":
            self._medium.dead = True
            return HARDWARE_ERROR
        self._since, self._action, self.failed = time.monotonic(), name, False
        self._unrestricted = bool(cdb[1] & _AUSE)
        if not cdb[1] & _IMMED:
            time.sleep(self._how.seconds)
        return GOOD

    def blocks(self) -> Answer | None:
        """Return why nothing but INQUIRY, REQUEST SENSE and the like is answered, or None."""
        self._settle()
        if self._since is not None:
            return self._busy()
        return refuse(*_FAILED) if self.failed else None

    def sense(self) -> bytes:
        """What REQUEST SENSE tells."""
        self._settle()
        if self._since is not None:
            return fixed(*_IN_PROGRESS, progress=self._share())
        return fixed(*_FAILED) if self.failed else fixed(0, 0, 0)

    def _busy(self) -> Answer:
        return refuse(*_IN_PROGRESS, progress=self._share())

    def _share(self) -> float:
        share = min((time.monotonic() - (self._since or 0)) / self._how.seconds, 0.99)
        return min(share, _STALLS_AT) if self._how.ends == "stalls" else share

    def _settle(self) -> None:
        if self._since is None or self._how.ends == "stalls" or time.monotonic() - self._since < self._how.seconds:
            return
        self._since = None
        if self._how.ends == "fails":
            self.failed = True
            return
        leaves = "noise" if self._action == "crypto" and self._how.leaves == "zeros" else self._how.leaves
        self._medium.erase(leaves, self._how.keeps, self._medium.sectors)
