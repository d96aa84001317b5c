"""What smartctl said of one disk: who it is, and how it is."""

from pcsol.model.hardware.disk import Bus, Link, Medium, Smart
from pcsol.model.noun import Noun


class DiskReport(Noun):
    """One disk as smartctl describes it; every field is null where it did not say.

    `answered`: the disk told who it is (a model, or a vendor). `medium` and `bus` are the disk's own, and given only
    where smartctl is sure: a SATA disk in a USB case may say "sata" here while the system sees "usb".
    `device_type` is smartctl's word for how it spoke to the disk ("sat", "nvme", "scsi", "megaraid,4" …), `family` the
    series in its drive database. `wwn` is written as lsblk does: "0x" and 16 hex digits, or "eui." and 16.
    """

    answered: bool = False
    model: str | None = None
    vendor: str | None = None
    serial: str | None = None
    wwn: str | None = None
    firmware: str | None = None
    family: str | None = None
    size_bytes: int | None = None
    logical_sector_bytes: int | None = None
    physical_sector_bytes: int | None = None
    rotation_rpm: int | None = None
    medium: Medium | None = None
    bus: Bus | None = None
    link: Link = Link()
    device_type: str | None = None
    smart: Smart = Smart()
