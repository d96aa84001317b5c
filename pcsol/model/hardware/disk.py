"""Disks, what they report of themselves (SMART), and how healthy we judge them."""

from typing import Literal

from pcsol.model.noun import Noun
from pcsol.model.reason import Reason

Medium = Literal["hdd", "ssd", "flash"]
Bus = Literal["sata", "ata", "nvme", "sas", "scsi", "usb", "mmc", "virtio", "loop"]
Grade = Literal["A", "B", "C", "D"]


class Link(Noun):
    """Interface speed in Gb/s: agreed now, and the most that the disk can do."""

    now_gbps: float | None = None
    max_gbps: float | None = None


class Attribute(Noun):
    """One ATA SMART attribute, as reported. `raw` is the 48-bit number, `raw_text` how smartctl prints it.

    failed: "now" at or below its threshold, "past" once was, null never (or no threshold)."""

    id: int
    name: str
    value: int | None = None
    worst: int | None = None
    threshold: int | None = None
    raw: int | None = None
    raw_text: str = ""
    prefailure: bool | None = None
    failed: Literal["now", "past"] | None = None


class NvmeHealth(Noun):
    """NVMe SMART / health log (NVM Express Base Specification, log page 02h). Spares and use are percentages."""

    critical_warning: int | None = None
    available_spare: int | None = None
    available_spare_threshold: int | None = None
    percentage_used: int | None = None
    media_errors: int | None = None
    unsafe_shutdowns: int | None = None
    data_units_written: int | None = None


class ScsiHealth(Noun):
    """SCSI/SAS: grown defect list, uncorrected errors (log pages 02h, 03h, 05h), endurance used."""

    grown_defects: int | None = None
    uncorrected_read: int | None = None
    uncorrected_write: int | None = None
    uncorrected_verify: int | None = None
    percentage_used: int | None = None


class SelfTest(Noun):
    """One entry of the self-test log, newest first."""

    kind: str | None = None
    status: str | None = None
    passed: bool | None = None
    read_failure: bool | None = None
    power_on_hours: int | None = None


class Smart(Noun):
    """What a disk says of itself, in full. A counter is lifted out of the attributes where its meaning is sure.

    `short_test_minutes`, `extended_test_minutes`: how long it says that testing itself takes.
    """

    available: bool | None = None
    enabled: bool | None = None
    passed: bool | None = None
    power_on_hours: int | None = None
    power_cycles: int | None = None
    temperature_celsius: int | None = None
    reallocated_sectors: int | None = None
    spin_retries: int | None = None
    reported_uncorrectable: int | None = None
    pending_sectors: int | None = None
    offline_uncorrectable: int | None = None
    crc_errors: int | None = None
    wear_percent_used: int | None = None
    wear_source: str | None = None
    attributes: tuple[Attribute, ...] | None = None
    nvme: NvmeHealth | None = None
    scsi: ScsiHealth | None = None
    self_tests: tuple[SelfTest, ...] | None = None
    self_test_supported: bool | None = None
    short_test_minutes: int | None = None
    extended_test_minutes: int | None = None
    error_log_count: int | None = None
    exit_status: int | None = None
    messages: tuple[str, ...] = ()


class Health(Noun):
    """Our judgement: grade A (give it) to D (parts or destruction); null is *not graded*, never *good*."""

    grade: Grade | None = None
    smart_passed: bool | None = None
    power_on_hours: int | None = None
    crc_errors: int | None = None
    reasons: tuple[Reason, ...] = ()


class DiskSecurity(Noun):
    """ATA security and hidden areas (hdparm -I, -N), for what must be known before a disk is given or erased."""

    supported: bool | None = None
    enabled: bool | None = None
    locked: bool | None = None
    frozen: bool | None = None
    visible_sectors: int | None = None
    native_sectors: int | None = None


class Disk(Noun):
    """A disk. `name` is the kernel's ("sda"); `size_bytes` is what it can store; sectors in bytes.

    own_medium: PCSol itself came from it (its stick or disc); null is *not known*.
    """

    path: str | None = None
    name: str
    model: str | None = None
    serial: str | None = None
    wwn: str | None = None
    size_bytes: int | None = None
    medium: Medium | None = None
    bus: Bus | None = None
    link: Link = Link()
    health: Health = Health()
    vendor: str | None = None
    firmware: str | None = None
    rotation_rpm: int | None = None
    logical_sector_bytes: int | None = None
    physical_sector_bytes: int | None = None
    port: str | None = None
    removable: bool | None = None
    own_medium: bool | None = None
    security: DiskSecurity | None = None
    smart: Smart | None = None


class HiddenStorage(Noun):
    """Storage that is there and that the kernel does not show as a disk."""

    kind: Literal["rst", "vmd", "raid", "hpa", "unclaimed"]
    text: str
    subject: str = ""
