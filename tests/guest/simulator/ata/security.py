"""The Security feature set (ACS-4, clause 4.18): passwords, freeze lock, erase. SEC1 to SEC6 as flags."""

import time

from tests.guest.simulator.ata.extent import Extent
from tests.guest.simulator.ata.registers import ABORTED, DONE, Command, Ended
from tests.guest.simulator.medium import Medium
from tests.guest.simulator.spec import Erasing, Spec

SET_PASSWORD, UNLOCK, ERASE_PREPARE, ERASE_UNIT, FREEZE_LOCK, DISABLE_PASSWORD = range(0xF1, 0xF7)
CODES = {
    SET_PASSWORD: "SECURITY SET PASSWORD", UNLOCK: "SECURITY UNLOCK", ERASE_PREPARE: "SECURITY ERASE PREPARE",
    ERASE_UNIT: "SECURITY ERASE UNIT", FREEZE_LOCK: "SECURITY FREEZE LOCK",
    DISABLE_PASSWORD: "SECURITY DISABLE PASSWORD",
}  # fmt: skip
_TRIES = 5


def _padded(password: str) -> bytes:
    return password.encode().ljust(32, b"\0")


class Security:
    """Master password as delivered: 32 zero bytes, revision FFFEh."""

    def __init__(self, spec: Spec, medium: Medium, extent: Extent) -> None:
        self._spec, self._medium, self._extent = spec, medium, extent
        self.user: bytes | None = _padded(spec.password) if spec.password is not None else None
        self._master = bytes(32)
        self.maximum = False
        self.locked = spec.password is not None
        self.frozen = spec.frozen != "no"
        self.tries = _TRIES
        self._prepared = False

    @property
    def enabled(self) -> bool:
        """A user password is set."""
        return self.user is not None

    @property
    def word_128(self) -> int:
        """IDENTIFY DEVICE, word 128."""
        if not self._spec.security:
            return 0
        bits = (True, self.enabled, self.locked, self.frozen, self.tries == 0, self._spec.enhanced)
        return sum(1 << at for at, bit in enumerate(bits) if bit) | (self.maximum << 8)

    def power_cycle(self) -> None:
        """An enabled drive locks; a freeze lock is gone, unless the firmware of the tower sets it again at once."""
        self.locked = self.enabled
        self.frozen = self._spec.frozen == "always"
        self.tries = _TRIES
        self._prepared = False

    def before(self, command: Command) -> None:
        """ERASE PREPARE counts for the very next command only."""
        if command.code not in (ERASE_PREPARE, ERASE_UNIT):
            self._prepared = False

    def execute(self, command: Command) -> Ended:
        """Do one of the six commands."""
        if not self._spec.security or (self.frozen and command.code != FREEZE_LOCK):
            return ABORTED
        return {
            SET_PASSWORD: self._set_password, UNLOCK: self._unlock, ERASE_PREPARE: self._prepare,
            ERASE_UNIT: self._erase, FREEZE_LOCK: self._freeze, DISABLE_PASSWORD: self._disable,
        }[command.code](command)  # fmt: skip

    def _set_password(self, command: Command) -> Ended:
        if self.locked or len(command.data) < 34:
            return ABORTED
        if command.data[0] & 1:
            self._master = command.data[2:34]
        else:
            self.user, self.maximum = command.data[2:34], bool(command.data[1] & 1)
        return DONE

    def _prepare(self, _command: Command) -> Ended:
        self._prepared = True
        return DONE

    def _freeze(self, _command: Command) -> Ended:
        if self.locked:
            return ABORTED
        self.frozen = True
        return DONE

    def _unlock(self, command: Command) -> Ended:
        if not self._matches(command):
            return ABORTED
        self.locked = False
        return DONE

    def _disable(self, command: Command) -> Ended:
        if self.locked or not self._matches(command):
            return ABORTED
        self.user = None
        return DONE

    def _matches(self, command: Command) -> bool:
        if len(command.data) < 34 or (self.locked and self.tries == 0):
            return False
        wanted: tuple[bytes | None, ...] = (self._master if not self.maximum else None,)
        if not command.data[0] & 1:
            wanted = (self.user,)
        good = command.data[2:34] in wanted
        if not good and self.locked:
            self.tries = max(0, self.tries - 1)
        return good

    def _erase(self, command: Command) -> Ended:
        prepared, self._prepared = self._prepared, False
        master_erases = bool(command.data and command.data[0] & 1) and command.data[2:34] == self._master
        if not prepared or not (master_erases or (self.enabled and self._matches(command))):
            return ABORTED
        enhanced = bool(command.data[0] & 2)
        if enhanced and not self._spec.enhanced:
            return ABORTED
        return self._carry_out((self._spec.enhanced_erase if enhanced else None) or self._spec.security_erase)

    def _carry_out(self, how: Erasing) -> Ended:
        if how.ends == "aborted":
            return ABORTED
        if how.ends == "goes away":
            return Ended(gone=True)
        time.sleep(how.seconds)
        if how.ends in ("fails", "stalls"):
            return ABORTED
        self._medium.erase(how.leaves, how.keeps, self._extent.visible)
        if not self._spec.keeps_password:
            self.user, self.locked = None, False
        return DONE
