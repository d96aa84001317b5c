"""What a drive hides of itself: HPA (ACS-2, 4.10 and 7.24 to 7.45), and its successor, AMAX (ACS-4, 4.2 and 7.1).

Addresses are of the last sector; the functions speak of numbers of logical sectors.
"""

from pcsol.tools.firmware.ata.passthrough import Answer, Command, issue
from pcsol.tools.firmware.wire import Wire

READ_NATIVE_MAX, READ_NATIVE_MAX_EXT = 0xF8, 0x27
SET_MAX, SET_MAX_EXT = 0xF9, 0x37
ACCESSIBLE_MAX = 0x78
GET_NATIVE, SET_ACCESSIBLE = 0x0000, 0x0001
SET_FEATURES, READ_LOOK_AHEAD_ON = 0xEF, 0xAA
_KEPT = 0x0001  # count bit 0, "value volatile" turned round: 1 outlives a power cycle
_UPPER_NIBBLE = 0x0F


def native_sectors(wire: Wire, *, wide: bool, amax: bool) -> tuple[int | None, Answer]:
    """Ask how large the medium is with nothing hidden (a DCO may still hide some). None: the drive did not tell."""
    answer = issue(wire, _native(wide=wide, amax=amax))
    registers = answer.registers
    if not answer.accepted or registers is None or registers.lba is None:
        return None, answer
    last = registers.lba if wide or amax else registers.lba & 0xFFFFFF | (registers.device & _UPPER_NIBBLE) << 24
    return (last + 1 if last > 0 else None), answer


def show(wire: Wire, sectors: int, *, wide: bool, amax: bool) -> tuple[Answer, ...]:
    """Make so many sectors visible, for good: a reset during a long erase would hide a volatile area again.

    SET MAX ADDRESS counts only right after READ NATIVE MAX ADDRESS (ACS-2, 7.45), once per power cycle.
    """
    asked = issue(wire, _native(wide=wide, amax=amax))
    if not asked.accepted:
        return (asked,)
    if amax:
        command = Command("SET ACCESSIBLE MAX ADDRESS EXT", ACCESSIBLE_MAX, SET_ACCESSIBLE, 0, sectors - 1, wide=True)
    elif wide:
        command = Command("SET MAX ADDRESS EXT", SET_MAX_EXT, 0, _KEPT, sectors - 1, wide=True)
    else:
        command = Command("SET MAX ADDRESS", SET_MAX, 0, _KEPT, sectors - 1)
    return asked, issue(wire, command)


def wake_the_kernel(wire: Wire) -> Answer:
    """Switch read look-ahead on, as it is by default: after this one libata reads IDENTIFY anew (ata_qc_complete())."""
    return issue(wire, Command("SET FEATURES (READ LOOK-AHEAD)", SET_FEATURES, READ_LOOK_AHEAD_ON))


def _native(*, wide: bool, amax: bool) -> Command:
    if amax:
        return Command("GET NATIVE MAX ADDRESS EXT", ACCESSIBLE_MAX, GET_NATIVE, wide=True)
    if wide:
        return Command("READ NATIVE MAX ADDRESS EXT", READ_NATIVE_MAX_EXT, wide=True)
    return Command("READ NATIVE MAX ADDRESS", READ_NATIVE_MAX)
