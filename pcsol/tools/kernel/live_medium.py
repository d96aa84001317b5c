"""/run/pcsol/state: what the live medium wrote about the stick that the system came from. It outlives the stick."""

from dataclasses import dataclass
from typing import Literal, get_args

from pcsol.errors import FactError
from pcsol.tools.world.world import World

STATE = "/run/pcsol/state"
# The labels of our own medium: its partition for records, and its disc image.
RECORDS_LABEL, SYSTEM_LABEL, SYSTEM_KIND = "PCSOL-DATA", "PCSOL", "iso9660"
_MOST_BYTES = 10_000
MountState = Literal["mounted", "read-only", "missing", "damaged"]


@dataclass(frozen=True, slots=True)
class LiveMedium:
    """`state` is that of its partition for records; the other facts are those of the disk. None: not known.

    `repaired`: the partition was found damaged when it was taken, and files on it may have been cut short.
    """

    state: MountState = "missing"
    partition: str | None = None
    disk: str | None = None
    serial: str | None = None
    uuid: str | None = None
    label: str | None = None
    repaired: bool = False


def read(world: World) -> LiveMedium | None:
    """Return the medium that the system came from; None when it is no live system, or nobody may look."""
    try:
        return parse(world.read(STATE, _MOST_BYTES))
    except FactError:
        return None


def parse(text: str) -> LiveMedium:
    """Read lines of `name=value`; what is not known is passed over."""
    pairs = dict(line.strip().partition("=")[::2] for line in text.splitlines() if "=" in line)
    known = {
        name: pairs[name].strip() or None for name in ("partition", "disk", "serial", "uuid", "label") if name in pairs
    }
    state = pairs.get("state", "").strip()
    repaired = pairs.get("repaired", "").strip() == "yes"
    return LiveMedium(
        state=next((one for one in get_args(MountState) if one == state), "missing"), repaired=repaired, **known
    )


def is_ours(kind: str | None, label: str | None) -> bool:
    """Tell whether a volume is a part of a medium of PCSol, by its file system and its label."""
    return label == RECORDS_LABEL or (label == SYSTEM_LABEL and kind == SYSTEM_KIND)
