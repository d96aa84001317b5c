"""The Security feature set (ACS-4, 4.16 and 7.37 to 7.42): a password, and an erase that ends it."""

from pcsol.tools.firmware.ata.passthrough import BLOCK_BYTES, Answer, Command, issue
from pcsol.tools.firmware.wire import Wire

# Fixed and printed on every paper: whoever finds a drive that was cut off in between can open it again.
PASSWORD = "PCSOL"  # noqa: S105  # no secret, on purpose
SET_PASSWORD, UNLOCK, ERASE_PREPARE, ERASE_UNIT, DISABLE_PASSWORD = 0xF1, 0xF2, 0xF3, 0xF4, 0xF6
_PASSWORD_BYTES = 32
_ENHANCED = 0x0002  # word 0 bit 1 of ERASE UNIT; bit 0 clear is the user's password; bit 8 clear is level "high"


def set_password(wire: Wire) -> Answer:
    """Set the user's password, at level "high": the master password can still open the drive."""
    return issue(wire, Command("SECURITY SET PASSWORD", SET_PASSWORD, out=block()))


def unlock(wire: Wire) -> Answer:
    """Open a drive that was locked by a power cycle."""
    return issue(wire, Command("SECURITY UNLOCK", UNLOCK, out=block()))


def disable_password(wire: Wire) -> Answer:
    """Take the password away; works on an open drive only."""
    return issue(wire, Command("SECURITY DISABLE PASSWORD", DISABLE_PASSWORD, out=block()))


def erase_prepare(wire: Wire) -> Answer:
    """Announce the erase: nothing may come between this and `erase_unit` (ACS-4, 7.38)."""
    return issue(wire, Command("SECURITY ERASE PREPARE", ERASE_PREPARE))


def erase_unit(wire: Wire, *, enhanced: bool, seconds: float) -> Answer:
    """Erase. Comes back when it is over, which may take hours: `seconds` is the limit that the kernel keeps."""
    name = "SECURITY ERASE UNIT (ENHANCED)" if enhanced else "SECURITY ERASE UNIT"
    return issue(wire, Command(name, ERASE_UNIT, out=block(enhanced=enhanced), seconds=seconds))


def block(*, enhanced: bool = False) -> bytes:
    """Return the 512 bytes that these commands send: word 0 says how, words 1 to 16 are the password."""
    head = (_ENHANCED if enhanced else 0).to_bytes(2, "little")
    return (head + PASSWORD.encode("ascii").ljust(_PASSWORD_BYTES, b"\0")).ljust(BLOCK_BYTES, b"\0")
