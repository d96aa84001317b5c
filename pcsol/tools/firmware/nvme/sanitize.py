"""Sanitize (84h, NVMe Base 2.1, 5.1.22) and its log page (81h, 5.1.12.1.33). It erases every namespace there is."""

import struct
from dataclasses import dataclass
from typing import Literal

from pcsol.model.erasure.abilities import SanitizeState
from pcsol.tools.firmware.nvme.admin import ALL_NAMESPACES, Command, Completion, issue
from pcsol.tools.firmware.wire import Wire

Kind = Literal["crypto", "block", "overwrite"]
SANITIZE, GET_LOG = 0x84, 0x02
EXIT_FAILURE, BLOCK, OVERWRITE, CRYPTO = 1, 2, 3, 4  # SANACT
ACTION_BITS = 0x7
# Unrestricted exit: after a failure the drive may be brought back (and overwritten), as FAILURE MODE has it on ATA.
_UNRESTRICTED, _ONE_PASS, PURGE_OR_FAIL = 1 << 3, 1 << 4, 1 << 11
LOG_BYTES = 512
_LOG = 0x81
_WHOLE_PROGRESS = 65536
_NOT_KNOWN_SECONDS = 0xFFFFFFFF
FINISHED = 0xFFFF  # SPROG while nothing runs
_STATES: dict[int, SanitizeState] = {0: "idle", 1: "succeeded", 2: "running", 3: "failed", 4: "succeeded"}


@dataclass(frozen=True, slots=True)
class Log:
    """SPROG, SSTAT, SCDW10 as they stand, and the seconds that it says each kind takes (ETO, ETBE, ETCE)."""

    sprog: int
    sstat: int
    scdw10: int
    seconds: dict[Kind, int | None]

    @property
    def state(self) -> SanitizeState | None:
        """SSTAT bits 2:0; None for a value that no standard explains, and for an end that SPROG denies."""
        found = _STATES.get(self.sstat & ACTION_BITS)
        return None if found == "succeeded" and self.sprog != FINISHED else found

    @property
    def progress(self) -> float | None:
        """0 to 1 while it runs."""
        return self.sprog / _WHOLE_PROGRESS if self.state == "running" else None

    @property
    def purged(self) -> bool:
        """PRGD (bit 11): the drive itself says "purged, as IEEE 2883 has it"."""
        return bool(self.sstat & 0x0800)

    @property
    def line(self) -> str:
        """One line of evidence, raw."""
        return f"SANITIZE LOG sprog={self.sprog:04x} sstat={self.sstat:04x} scdw10={self.scdw10:08x}"


def words(kind: Kind, *, purge_or_fail: bool) -> int:
    """Return CDW10 for one kind; an overwrite makes one pass (0 would be sixteen)."""
    action = {"crypto": CRYPTO, "block": BLOCK, "overwrite": OVERWRITE | _ONE_PASS}[kind]
    return action | _UNRESTRICTED | (PURGE_OR_FAIL if purge_or_fail else 0)


def start(wire: Wire, kind: Kind, *, purge_or_fail: bool = False, pattern: int = 0) -> Completion:
    """Start it; the answer comes at once."""
    cdw10 = words(kind, purge_or_fail=purge_or_fail)
    return issue(wire, Command(f"SANITIZE {kind.upper()}", SANITIZE, cdw10=cdw10, cdw11=pattern & 0xFFFFFFFF))


def leave_failure(wire: Wire) -> Completion:
    """Bring a drive back whose sanitize failed, so that another technique may be tried."""
    return issue(wire, Command("SANITIZE EXIT FAILURE MODE", SANITIZE, cdw10=EXIT_FAILURE))


def log(wire: Wire) -> tuple[Log | None, Completion]:
    """Ask how far it is."""
    cdw10 = (LOG_BYTES // 4 - 1) << 16 | _LOG
    done = issue(wire, Command("GET LOG PAGE 81h", GET_LOG, ALL_NAMESPACES, cdw10, reads=LOG_BYTES))
    return (parse(done.data) if done.accepted else None), done


def parse(data: bytes) -> Log | None:
    """Read the log; None when it is short."""
    if len(data) < 20:
        return None
    sprog, sstat, scdw10, *told = struct.unpack_from("<HHIIII", data)
    stated = [None if seconds == _NOT_KNOWN_SECONDS else seconds for seconds in told]
    return Log(sprog, sstat, scdw10, {"overwrite": stated[0], "block": stated[1], "crypto": stated[2]})
