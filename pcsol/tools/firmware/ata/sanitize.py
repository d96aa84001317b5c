"""SANITIZE DEVICE (B4h, ACS-4, 7.36): the drive erases its whole medium, spares included.

Goes on after a power cut. Not blocked by SECURITY FREEZE LOCK: it has a freeze lock of its own (ACS-4, 4.15).
"""

from dataclasses import dataclass
from typing import Literal

from pcsol.model.erasure.abilities import SanitizeState
from pcsol.tools.firmware.ata.passthrough import Answer, Command, issue
from pcsol.tools.firmware.wire import Wire

Kind = Literal["crypto", "block", "overwrite"]
SANITIZE_DEVICE = 0xB4
STATUS, CRYPTO_SCRAMBLE, BLOCK_ERASE, OVERWRITE = 0x0000, 0x0011, 0x0012, 0x0014
CRYPTO_KEY, BLOCK_KEY, OVERWRITE_KEY = 0x43727970, 0x426B4572, 0x4F57  # "Cryp", "BkEr", "OW"
# FAILURE MODE (count bit 4): after a failure the drive may be asked to leave SD3, instead of refusing for ever.
_FAILURE_MODE, _CLEAR_FAILURE, _ONE_PASS = 0x0010, 0x0001, 0x0001
_SUCCEEDED, _RUNNING, _FROZEN, _ANTIFREEZE = 0x8000, 0x4000, 0x2000, 0x1000
_WHOLE_PROGRESS = 65536
# Reason in the lowest byte of the LBA of a refused command (ACS-4, table 121).
_REASONS: dict[int, SanitizeState] = {1: "failed", 3: "frozen"}


@dataclass(frozen=True, slots=True)
class Status:
    """`state` None: neither success nor failure could be read. `progress`: 0 to 1 while it runs."""

    state: SanitizeState | None
    progress: float | None
    answer: Answer


def start(wire: Wire, kind: Kind, pattern: int = 0) -> Answer:
    """Start it; the answer comes at once. `pattern`: the 32 bits that an overwrite repeats, one pass."""
    feature, lba, count = {
        "crypto": (CRYPTO_SCRAMBLE, CRYPTO_KEY, _FAILURE_MODE),
        "block": (BLOCK_ERASE, BLOCK_KEY, _FAILURE_MODE),
        # A pass count of 0 would be sixteen passes.
        "overwrite": (OVERWRITE, OVERWRITE_KEY << 32 | pattern & 0xFFFFFFFF, _FAILURE_MODE | _ONE_PASS),
    }[kind]
    return issue(wire, Command(f"SANITIZE {kind.upper()}", SANITIZE_DEVICE, feature, count, lba, wide=True))


def status(wire: Wire) -> Status:
    """Ask how far it is (SANITIZE STATUS EXT)."""
    return read_status(issue(wire, Command("SANITIZE STATUS", SANITIZE_DEVICE, STATUS, wide=True)))


def clear_failure(wire: Wire) -> Status:
    """Ask, and leave the failed state SD3 (where the drive was told FAILURE MODE)."""
    return read_status(
        issue(wire, Command("SANITIZE STATUS CLEAR", SANITIZE_DEVICE, STATUS, _CLEAR_FAILURE, wide=True))
    )


def read_status(answer: Answer) -> Status:
    """Decode an answer. "idle" is SD0 without the success bit: it proves nothing, whatever was started before."""
    registers = answer.registers
    if registers is not None and answer.refused:
        return Status(_REASONS.get(registers.lba_low), None, answer)
    if not answer.accepted or registers is None or registers.count is None:
        return Status(None, None, answer)
    state = _state(registers.count)
    progress = (registers.lba or 0) & 0xFFFF if state == "running" else None
    return Status(state, None if progress is None else progress / _WHOLE_PROGRESS, answer)


def _state(count: int) -> SanitizeState:
    """A drive that says several things at once is believed in the worst of them."""
    if count & _RUNNING:
        return "running"
    if count & _FROZEN:
        return "frozen"
    return "succeeded" if count & _SUCCEEDED else "idle"
