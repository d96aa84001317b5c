"""How long a way takes, before it has begun: from what the disk states of itself and from how fast it was read."""

from pcsol.model.erasure.abilities import Abilities
from pcsol.model.erasure.candidate import Candidate
from pcsol.model.erasure.plan import Depth, Technique
from pcsol.wipe.plan.media import Kind

# Mean over the whole surface, in bytes a second, where this disk was not measured: what such disks usually reach.
_USUAL: dict[Kind, float] = {
    "ata-hdd": 95e6, "scsi-hdd": 130e6, "usb-hdd": 32e6, "ata-ssd": 300e6, "scsi-ssd": 400e6,
    "nvme": 900e6, "mmc": 40e6, "usb-flash": 12e6, "loop": 500e6, "unknown": 80e6,
}  # fmt: skip
# A hard disk is read fastest at its beginning: its mean is about three quarters of that.
_MEAN_OF_FASTEST = {"ata-hdd": 0.75, "scsi-hdd": 0.75, "usb-hdd": 0.85}
_SECONDS_OF_A_COMMAND = 60.0
_SAMPLED_PLACES = 2002
_SECONDS_OF_A_PLACE = {"ata-hdd": 0.02, "scsi-hdd": 0.015, "usb-hdd": 0.025, "usb-flash": 0.01}


def rate(kind: Kind, measured: float | None) -> float:
    """Return bytes a second over the whole disk."""
    return measured * _MEAN_OF_FASTEST.get(kind, 1.0) if measured else _USUAL[kind]


def step(technique: Technique, candidate: Candidate, abilities: Abilities, bytes_per_second: float) -> float | None:
    """Return the seconds of one step; None when the disk does not tell."""
    size = candidate.disk.size_bytes
    ata = abilities.ata
    if technique in ("ata-security-erase", "ata-security-erase-enhanced"):
        minutes = ata and (ata.enhanced_minutes if technique.endswith("enhanced") else ata.erase_minutes)
        return minutes * 60.0 if minutes else None
    if technique in ("zero", "random", "pattern") or technique.endswith("-overwrite"):
        return size / bytes_per_second if size else None
    return _SECONDS_OF_A_COMMAND


def reading(depth: Depth, kind: Kind, size_bytes: int | None, bytes_per_second: float) -> float | None:
    """Return the seconds that reading back takes."""
    if size_bytes is None:
        return None
    if depth == "full":
        return size_bytes / bytes_per_second
    sampled = _SAMPLED_PLACES * _SECONDS_OF_A_PLACE.get(kind, 0.001)
    return min(size_bytes, size_bytes // 10) / bytes_per_second + sampled
