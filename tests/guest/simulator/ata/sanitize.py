"""The Sanitize Device feature set (ACS-4, clause 4.17): states SD0 to SD4, and drives that stray from them."""

import time
from dataclasses import dataclass

from tests.guest.simulator.ata.extent import Extent
from tests.guest.simulator.ata.registers import ABORT, Command, Ended
from tests.guest.simulator.medium import Medium
from tests.guest.simulator.spec import Spec

CODE = 0xB4
STATUS, CRYPTO, BLOCK, OVERWRITE, FREEZE, ANTIFREEZE = 0x00, 0x11, 0x12, 0x14, 0x20, 0x40
NAMES = {STATUS: "STATUS", CRYPTO: "CRYPTO SCRAMBLE", BLOCK: "BLOCK ERASE", OVERWRITE: "OVERWRITE",
         FREEZE: "FREEZE LOCK", ANTIFREEZE: "ANTIFREEZE LOCK"}  # fmt: skip
KEYS = {CRYPTO: 0x43727970, BLOCK: 0x426B4572, FREEZE: 0x46724C6B, ANTIFREEZE: 0x416E7469}
_OVERWRITE_KEY = 0x4F57
_WORDS = {CRYPTO: "crypto", BLOCK: "block", OVERWRITE: "overwrite"}
_SUCCEEDED, _IN_PROCESS, _FROZEN, _ANTIFREEZE = 0x8000, 0x4000, 0x2000, 0x1000
_FAILURE_MODE, _CLEAR = 0x10, 0x01
_REASON_FAILED, _REASON_UNSUPPORTED, _REASON_FROZEN, _REASON_ANTIFREEZE = 1, 2, 3, 4
_STALLS_AT = 0.4


@dataclass(slots=True)
class _Running:
    feature: int
    since: float
    pattern: int
    can_clear: bool


class Sanitize:
    """`state` is "SD0" … "SD4"; SD0 with no success bit is a drive that says nothing of how it went."""

    def __init__(self, spec: Spec, medium: Medium, extent: Extent) -> None:
        self._spec, self._medium, self._extent, self._how = spec, medium, extent, spec.sanitize_erase
        self.state = "SD1" if spec.sanitize_frozen else "SD0"
        self._running: _Running | None = None
        self._antifreeze = False
        self._can_clear = False

    @property
    def word_59(self) -> int:
        """IDENTIFY DEVICE, word 59, bits 12 to 15 (and 10: antifreeze lock)."""
        if not self._spec.sanitize:
            return 0
        bits = {13: "crypto", 14: "overwrite", 15: "block"}
        return 1 << 12 | 1 << 10 | sum(1 << at for at, word in bits.items() if word in self._spec.sanitize)

    def power_cycle(self) -> None:
        """Frozen is gone; a running sanitize goes on (ACS-4: the states outlive the power)."""
        if self.state == "SD1":
            self.state = "SD0"
        self._antifreeze = False

    def settle(self) -> None:
        """End what has had its time."""
        run = self._running
        if run is None or time.monotonic() - run.since < self._how.seconds or self._how.ends == "stalls":
            return
        self._running, self._can_clear = None, run.can_clear
        if self._how.ends == "fails":
            self.state = "SD3"
            return
        leaves = "noise" if run.feature == CRYPTO and self._how.leaves == "zeros" else self._how.leaves
        self._medium.erase(leaves, self._how.keeps, self._extent.visible)
        self.state = "SD0" if self._how.ends == "forgets" else "SD4"

    @property
    def blocks_media(self) -> bool:
        """Reads and writes are aborted while it runs, and after a failure."""
        return self.state in ("SD2", "SD3")

    def execute(self, command: Command) -> Ended:
        """Do one subcommand, by the feature register."""
        if not self._spec.sanitize:
            return Ended(error=ABORT)
        if command.feature == STATUS:
            return self._status(command)
        if command.feature in (FREEZE, ANTIFREEZE):
            return self._freeze(command)
        return self._start(command)

    def _status(self, command: Command) -> Ended:
        if self.state == "SD3":
            if not (command.count & _CLEAR and self._can_clear):
                return Ended(error=ABORT, lba=_REASON_FAILED)
            self.state = "SD0"
        count = {"SD1": _FROZEN, "SD2": _IN_PROCESS, "SD4": _SUCCEEDED}.get(self.state, 0)
        progress = 0xFFFF
        if self._running:
            share = min((time.monotonic() - self._running.since) / self._how.seconds, 0.99)
            if self._how.ends == "stalls":
                share = min(share, _STALLS_AT)
            progress = int(share * 65535)
        return Ended(count=count | (_ANTIFREEZE if self._antifreeze else 0), lba=progress)

    def _freeze(self, command: Command) -> Ended:
        if command.lba & 0xFFFFFFFF != KEYS[command.feature] or self.state == "SD2":
            return Ended(error=ABORT, lba=_REASON_UNSUPPORTED)
        if command.feature == ANTIFREEZE:
            self._antifreeze = True
        elif self._antifreeze:
            return Ended(error=ABORT, lba=_REASON_ANTIFREEZE)
        else:
            self.state = "SD1"
        return Ended()

    def _start(self, command: Command) -> Ended:
        if self.state == "SD1":
            return Ended(error=ABORT, lba=_REASON_FROZEN)
        if self.state == "SD2" or _WORDS.get(command.feature) not in self._spec.sanitize or not self._key_fits(command):
            return Ended(error=ABORT, lba=_REASON_UNSUPPORTED)
        if self._how.ends == "aborted":
            return Ended(error=ABORT)
        if self._how.ends == "goes away":
            return Ended(gone=True)
        pattern = command.lba & 0xFFFFFFFF
        self._running = _Running(command.feature, time.monotonic(), pattern, bool(command.count & _FAILURE_MODE))
        self.state = "SD2"
        return Ended(count=_IN_PROCESS)

    @staticmethod
    def _key_fits(command: Command) -> bool:
        if command.feature == OVERWRITE:
            return command.lba >> 32 == _OVERWRITE_KEY
        return command.lba & 0xFFFFFFFF == KEYS[command.feature]
