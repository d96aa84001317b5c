"""What kind of medium a disk is to whoever erases it. Where it is not known, the one that asks for more."""

from typing import Literal

from pcsol.model.erasure.abilities import Abilities
from pcsol.model.erasure.candidate import Candidate

Kind = Literal["ata-hdd", "ata-ssd", "nvme", "scsi-hdd", "scsi-ssd", "mmc", "usb-hdd", "usb-flash", "loop", "unknown"]
FLASH: tuple[Kind, ...] = ("ata-ssd", "nvme", "scsi-ssd", "mmc", "usb-flash", "unknown")


def kind(candidate: Candidate, abilities: Abilities) -> Kind:
    """Tell by bus and medium; behind USB no other command than reading and writing is believed."""
    disk = candidate.disk
    if candidate.kind == "loop":
        return "loop"
    if disk.bus in ("nvme", "mmc"):
        return disk.bus
    spins = disk.medium == "hdd"
    if disk.bus == "usb":
        return "usb-hdd" if spins else "usb-flash"
    if disk.bus in ("sata", "ata") or abilities.ata is not None:
        return "ata-hdd" if spins else "ata-ssd"
    if disk.bus in ("sas", "scsi"):
        return "scsi-hdd" if spins else "scsi-ssd"
    return "unknown"
