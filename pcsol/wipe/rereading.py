"""Look at a disk again: read only, by another way than the one that wrote."""

from pcsol.model.erasure.outcome import Verification
from pcsol.model.erasure.plan import Depth
from pcsol.tools.block.device import BlockDevice
from pcsol.wipe.passes.reins import Reins
from pcsol.wipe.readback.read_back import ERASED, read_back

_LOOKS_ERASED = ERASED | {"noise", "keystream"}


def reread(path: str, depth: Depth, reins: Reins) -> Verification:
    """Return what the disk holds. Raises WipeError when it cannot be opened, or is gone."""
    with BlockDevice.open(path, write=False, exclusive=False) as device:
        return read_back(device, None, depth, reins, _LOOKS_ERASED)


def looks_erased(seen: Verification) -> bool | None:
    """Judge what was read; None where a part of it could not be."""
    if seen.mismatched or seen.content not in _LOOKS_ERASED:
        return False
    return None if seen.unread else True
