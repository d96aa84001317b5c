"""The decision table: for each kind of medium the ways to erase it, the one that reaches the highest level first.

Levels as NIST SP 800-88 has them (r1 table A for techniques, r2 for what may be claimed) and as IEEE 2883-2022 is
reported to: flash that is overwritten is clear, never purge; NVMe Format is clear; ATA SECURITY ERASE purges a hard
disk only in its enhanced form, and clears flash. `docs/explanation/erasing.md` shows the table with its sources.
"""

from dataclasses import dataclass

from pcsol.model.erasure.plan import FIRMWARE, Depth, Level, Technique
from pcsol.wipe.plan.media import Kind


@dataclass(frozen=True, slots=True)
class Way:
    """Steps in order; the level that they reach on this medium; how the result is read back."""

    steps: tuple[Technique, ...]
    level: Level
    verify: Depth

    @property
    def firmware(self) -> tuple[Technique, ...]:
        """The disk's own commands among the steps."""
        return tuple(step for step in self.steps if step in FIRMWARE)


_ONE_PASS = Way(("random",), "clear", "full")
_TWO_KEYS = Way(("random", "random"), "clear", "full")
_TWO_PASSES = Way(("random", "zero"), "clear", "full")

WAYS: dict[Kind, tuple[Way, ...]] = {
    "ata-hdd": (
        Way(("ata-sanitize-crypto", "random"), "purge", "full"),
        Way(("ata-sanitize-overwrite",), "purge", "sample"),
        Way(("ata-security-erase-enhanced",), "purge", "sample"),
        _ONE_PASS,
    ),
    "ata-ssd": (
        Way(("ata-sanitize-block",), "purge", "sample"),
        Way(("ata-sanitize-crypto", "random"), "purge", "full"),
        Way(("random", "ata-security-erase-enhanced"), "clear", "sample"),
        Way(("random", "ata-security-erase"), "clear", "sample"),
        _TWO_KEYS,
    ),
    "nvme": (
        Way(("nvme-sanitize-block",), "purge", "sample"),
        Way(("nvme-sanitize-crypto",), "purge", "sample"),
        Way(("nvme-sanitize-overwrite",), "purge", "sample"),
        Way(("random", "nvme-format-crypto"), "clear", "sample"),
        Way(("random", "nvme-format-user-data"), "clear", "sample"),
        _TWO_KEYS,
    ),
    "scsi-hdd": (
        Way(("scsi-sanitize-overwrite",), "purge", "sample"),
        Way(("scsi-sanitize-crypto",), "purge", "sample"),
        _ONE_PASS,
    ),
    "scsi-ssd": (
        Way(("scsi-sanitize-block",), "purge", "sample"),
        Way(("scsi-sanitize-crypto",), "purge", "sample"),
        Way(("scsi-sanitize-overwrite",), "purge", "sample"),
        _TWO_KEYS,
    ),
    "mmc": (Way(("random", "secure-discard"), "clear", "full"), _TWO_PASSES),
    "usb-flash": (_TWO_PASSES,),
    "usb-hdd": (_ONE_PASS,),
    "loop": (_ONE_PASS,),
    "unknown": (_TWO_KEYS,),
}
