"""What a disk says it can do to erase itself, read from its own binary answers. None is *not known*."""

from typing import Literal

from pcsol.model.noun import Noun

SanitizeState = Literal["idle", "frozen", "running", "failed", "succeeded"]


class AtaAbilities(Noun):
    """ATA (ACS-4): IDENTIFY DEVICE words 59, 82, 85, 89, 90, 92, 119, 128, 217, READ NATIVE MAX, DCO, AMAC.

    Sectors are logical sectors; minutes as the drive states them (word 89/90), None where it does not.
    """

    sanitize: bool | None = None
    sanitize_block: bool | None = None
    sanitize_crypto: bool | None = None
    sanitize_overwrite: bool | None = None
    sanitize_state: SanitizeState | None = None
    security: bool | None = None
    security_enabled: bool | None = None
    security_locked: bool | None = None
    security_frozen: bool | None = None
    security_expired: bool | None = None
    security_enhanced: bool | None = None
    erase_minutes: int | None = None
    enhanced_minutes: int | None = None
    trim: bool | None = None
    visible_sectors: int | None = None
    native_sectors: int | None = None
    dco_sectors: int | None = None
    has_dco: bool | None = None
    has_amax: bool | None = None

    @property
    def told_all_sectors(self) -> bool:
        """Whether the disk said how many sectors it has, of each way to hide some that it has."""
        has_told_overlay = self.has_dco is False or (self.has_dco is True and self.dco_sectors is not None)
        return self.native_sectors is not None and has_told_overlay


class NvmeAbilities(Noun):
    """NVMe Identify Controller (SANICAP, FNA, OACS): what the controller supports; `namespaces` that are allocated."""

    sanitize_block: bool | None = None
    sanitize_crypto: bool | None = None
    sanitize_overwrite: bool | None = None
    format: bool | None = None
    format_crypto: bool | None = None
    format_all_namespaces: bool | None = None
    namespaces: tuple[int, ...] | None = None
    namespace: int | None = None


class ScsiAbilities(Noun):
    """SCSI: the service actions of SANITIZE (48h) that REPORT SUPPORTED OPERATION CODES lists (SBC-4, SPC-5)."""

    sanitize_block: bool | None = None
    sanitize_crypto: bool | None = None
    sanitize_overwrite: bool | None = None


class Abilities(Noun):
    """`direct`: no bridge in between (never True on USB). `deep_sleep`: this machine can suspend to memory."""

    direct: bool | None = None
    deep_sleep: bool | None = None
    ata: AtaAbilities | None = None
    nvme: NvmeAbilities | None = None
    scsi: ScsiAbilities | None = None
    secure_discard: bool | None = None
