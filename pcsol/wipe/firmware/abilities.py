"""What a disk can do to erase itself, asked of the disk: binary answers only, and None wherever it did not tell."""

from pcsol.errors import FactError
from pcsol.model.erasure.abilities import Abilities, AtaAbilities, NvmeAbilities, ScsiAbilities
from pcsol.model.hardware.disk import Disk
from pcsol.tools.firmware import mmc
from pcsol.tools.firmware.ata import capacity, identify, overlay, sanitize
from pcsol.tools.firmware.ata.identify import Identity
from pcsol.tools.firmware.nvme import admin
from pcsol.tools.firmware.nvme import identify as nvme
from pcsol.tools.firmware.scsi import opcodes
from pcsol.tools.firmware.scsi import sanitize as scsi
from pcsol.tools.firmware.suspend import can_sleep_deeply
from pcsol.tools.firmware.wire import Wire
from pcsol.tools.world.world import World
from pcsol.wipe.firmware.hidden import OFF_BY_ONE
from pcsol.wipe.firmware.job import is_of

_SCSI_BUSES = ("sata", "ata", "scsi", "sas", "usb")
_PAGE_HEAD_BYTES = 60  # VPD page 89h, SAT-4, 12.4.2: IDENTIFY DEVICE follows


def read_abilities(disk: Disk, wire: Wire | None, world: World) -> Abilities:
    """Ask the disk. Sends nothing that changes it; never raises. `wire` None: only what the kernel kept of it.

    `direct` is False where something translates: a USB bridge, a SAS or a RAID adapter in front of a SATA drive.
    """
    ata = _ata(disk, wire, world) if disk.bus in _SCSI_BUSES else None
    return Abilities(
        direct=_direct(disk, on_ata=ata is not None),
        deep_sleep=can_sleep_deeply(world),
        ata=ata,
        nvme=_nvme(wire) if wire and disk.bus == "nvme" else None,
        scsi=_scsi(wire) if wire and disk.bus in ("scsi", "sas") and ata is None else None,
        secure_discard=_secure_discard(disk, wire),
    )


def _secure_discard(disk: Disk, wire: Wire | None) -> bool | None:
    """Only the kernel's driver of memory cards has it."""
    if disk.bus != "mmc":
        return False
    return mmc.erases_securely(wire) if wire else None


def _direct(disk: Disk, *, on_ata: bool) -> bool | None:
    """A disk that the kernel shows as SCSI and that answers as ATA stands behind an adapter (megaraid in JBOD mode)."""
    if disk.bus == "usb" or (disk.bus in ("sas", "scsi") and on_ata):
        return False
    return True if disk.bus in ("sata", "ata", "scsi", "sas", "nvme", "mmc") else None


def _ata(disk: Disk, wire: Wire | None, world: World) -> AtaAbilities | None:
    found = identify.read(wire)[0] if wire else _kept(disk, world)
    if found is None or not is_of(found.serial, disk):
        return None
    status = sanitize.status(wire) if wire and found.sanitize else None
    followed = status.state is not None if status else None
    return AtaAbilities(
        sanitize=found.sanitize and followed is not False,
        sanitize_block=found.sanitize_block and followed is not False,
        sanitize_crypto=found.sanitize_crypto and followed is not False,
        sanitize_overwrite=found.sanitize_overwrite and followed is not False,
        sanitize_state=status.state if status else None,
        security=found.security,
        security_enabled=found.security_enabled,
        security_locked=found.security_locked,
        security_frozen=found.security_frozen,
        security_expired=found.security_expired,
        security_enhanced=found.security_enhanced,
        erase_minutes=found.erase_minutes,
        enhanced_minutes=found.enhanced_minutes,
        trim=found.trim,
        visible_sectors=found.sectors,
        native_sectors=_native(wire, found),
        dco_sectors=_below_the_overlay(wire, found),
        has_dco=found.has_dco,
        has_amax=found.has_amax,
    )


def _kept(disk: Disk, world: World) -> Identity | None:
    """The page that the kernel read at the start: good for a plan, too old to act upon."""
    try:
        page = world.read_bytes(f"/sys/block/{disk.name}/device/vpd_pg89", limit_bytes=4096)
    except FactError:
        return None
    return identify.parse(page[_PAGE_HEAD_BYTES : _PAGE_HEAD_BYTES + 512])


def _native(wire: Wire | None, found: Identity) -> int | None:
    """The whole size. A drive without a command to hide any hides none (but for a DCO); what is smaller than what can
    be seen is nobody's answer (a bridge says 1)."""
    if not (found.has_hpa or found.has_amax):
        return found.sectors
    if not wire:
        return None
    told, _ = capacity.native_sectors(wire, wide=found.wide, amax=found.has_amax)
    return told if told is not None and told >= found.sectors else None


def _below_the_overlay(wire: Wire | None, found: Identity) -> int | None:
    """The whole size below a DCO. As with the HPA, what is smaller than what can be seen is nobody's answer."""
    if not (wire and found.has_dco):
        return None
    told, _ = overlay.sectors(wire)
    return told if told is not None and told + OFF_BY_ONE >= found.sectors else None


def _nvme(wire: Wire) -> NvmeAbilities | None:
    found, _ = nvme.controller(wire)
    if found is None:
        return None
    return NvmeAbilities(
        sanitize_block=found.sanitize_block,
        sanitize_crypto=found.sanitize_crypto,
        sanitize_overwrite=found.sanitize_overwrite,
        format=found.format,
        format_crypto=found.format_crypto,
        format_all_namespaces=found.format_all_namespaces,
        namespaces=nvme.namespaces(wire, managed=found.manages_namespaces),
        namespace=admin.namespace(wire),
    )


def _scsi(wire: Wire) -> ScsiAbilities:
    told = {kind: opcodes.supports(wire, scsi.SANITIZE, action) for kind, action in scsi.ACTIONS.items()}
    return ScsiAbilities(
        sanitize_block=told["block"], sanitize_crypto=told["crypto"], sanitize_overwrite=told["overwrite"]
    )
