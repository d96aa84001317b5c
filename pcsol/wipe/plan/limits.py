"""How long a command of the disk's own is waited for, where nothing shows that it goes on."""

from pcsol.model.erasure.abilities import Abilities
from pcsol.model.erasure.candidate import Candidate
from pcsol.model.erasure.plan import Technique

SLOWEST_BYTES_PER_SECOND = 30_000_000
FORMAT_SECONDS = 2 * 3600.0  # no NVMe drive states how long it takes; minutes are usual
_SETTLE_SECONDS = 30 * 60.0


def erase_limit(stated_minutes: int | None, size_bytes: int) -> float:
    """Return the seconds for a whole erase: twice what the drive states (IDENTIFY DEVICE, words 89 and 90), and no less
    than a pass at 30 MB/s and half an hour."""
    return max(2 * 60.0 * (stated_minutes or 0), size_bytes / SLOWEST_BYTES_PER_SECOND + _SETTLE_SECONDS)


def silent_limit(technique: Technique, candidate: Candidate, abilities: Abilities) -> float | None:
    """Return the seconds for a command that answers when it is over; None for all that is followed on its way.

    Format NVM is one of them as far as the plan knows: whether the drive tells its progress is seen when it is sent.
    """
    if technique.startswith("nvme-format"):
        return FORMAT_SECONDS
    if technique not in ("ata-security-erase", "ata-security-erase-enhanced"):
        return None
    ata = abilities.ata
    stated = (ata.enhanced_minutes if technique.endswith("enhanced") else ata.erase_minutes) if ata else None
    return erase_limit(stated, candidate.disk.size_bytes or 0)
