"""The limits that a disk is graded by, each with its source. A: give it. B: good, with a remark. C: spare, no personal
data on it. D: parts or destruction.

Rates are failures per year of disks in that bucket (Backblaze's public figures in Scrutiny's table); a disk with none
of these counts fails at 2.5 to 3 % a year.
"""

from dataclasses import dataclass

from pcsol.i18n import N_
from pcsol.model.hardware.disk import Grade


@dataclass(frozen=True, slots=True)
class Limit:
    """From which count on a field of Smart means B, C or D (None: never); `text` says it, with {count}."""

    field: str
    code: str
    text: str
    b: int | None = None
    c: int | None = None
    d: int | None = None

    def grade(self, count: int) -> Grade:
        """Return the grade that this count allows at best."""
        steps: tuple[tuple[Grade, int | None], ...] = (("D", self.d), ("C", self.c), ("B", self.b))
        return next((grade for grade, start in steps if start is not None and count >= start), "A")


HDD_LIMITS = (
    # 1-4: 2.7 %, 5-16: 7.5 %, 17-70: 24 %, more: 36 % and up.
    Limit(
        "reallocated_sectors", "reallocated-sectors", N_("Bad sectors that were replaced: {count}."), b=1, c=17, d=71
    ),
    # 1-2: 34 %, 3-6: 68 %; one or two may clear when they are written.
    Limit("pending_sectors", "pending-sectors", N_("Sectors that cannot be read now: {count}."), c=1, d=3),
    # 1-2: 81 %, 3-4: 112 %.
    Limit(
        "offline_uncorrectable", "offline-uncorrectable", N_("Sectors that could not be read back: {count}."), c=1, d=3
    ),
    # 1: 34 %, 4-6: 50 %, above 20: 84 % and up.
    Limit(
        "reported_uncorrectable",
        "reported-uncorrectable",
        N_("Read errors that could not be corrected: {count}."),
        c=1,
        d=21,
    ),
    # 1-80: 56 %, against 5.5 % with none.
    Limit("spin_retries", "spin-retries", N_("Failed attempts to start turning: {count}."), c=1),
    # Mostly the cable; hardly goes with the disk's own verdict (30,590 disks).
    Limit("crc_errors", "crc-errors", N_("Transmission errors: {count}. Change the cable, then look again."), b=1),
    # 40,000 hours are four and a half years of days and nights; refurbishers' custom, a local choice.
    Limit("power_on_hours", "power-on-hours", N_("The disk has run for {count} hours."), b=40_001),
)

SCSI_LIMITS = (
    # As reallocated sectors; SCSI counts them in its grown defect list.
    Limit("grown_defects", "grown-defects", N_("Bad sectors that were replaced: {count}."), b=1, c=17, d=71),
    Limit("uncorrected_read", "uncorrected-read", N_("Read errors that could not be corrected: {count}."), c=1),
    Limit("uncorrected_write", "uncorrected-write", N_("Write errors that could not be corrected: {count}."), c=1),
    Limit("uncorrected_verify", "uncorrected-verify", N_("Errors found while checking: {count}."), c=1),
)

# An SSD replaces cells as a matter of course: attribute 5 says nothing of it (SoftRAID, Flash Memory Summit 2016), and
# 197 comes and goes on some (Crucial MX500). What counts is wear, and data that could not be read back.
SSD_LIMITS = (
    Limit(
        "reported_uncorrectable", "reported-uncorrectable", N_("Read errors that could not be corrected: {count}."), c=1
    ),
    Limit("offline_uncorrectable", "offline-uncorrectable", N_("Sectors that could not be read back: {count}."), c=1),
    Limit("crc_errors", "crc-errors", N_("Transmission errors: {count}. Change the cable, then look again."), b=1),
)
WEAR_LIMIT = Limit("wear_percent_used", "wear", N_("Writing life used up: {count} %."), b=50, c=90)
WORN_OUT_PERCENT = 100  # with errors beside it: D

NVME_LIMITS = (
    Limit("media_errors", "media-errors", N_("Errors in the memory cells that could not be corrected: {count}."), c=1),
)

# NVM Express Base Specification, log page 02h, byte 0: bit, code, what it allows at best, what it says.
NVME_WARNINGS: tuple[tuple[int, str, Grade, str], ...] = (
    (0, "nvme-spare-low", "D", N_("The disk has hardly any reserve of memory cells left.")),
    (2, "nvme-unreliable", "D", N_("The disk calls itself unreliable.")),
    (3, "nvme-read-only", "D", N_("The disk can only be read any more.")),
    (4, "nvme-backup-failed", "C", N_("The disk's protection against a power cut has failed.")),
    (5, "nvme-memory-unreliable", "C", N_("A part of the disk's memory has become unreliable.")),
    (1, "nvme-temperature", "B", N_("The disk is too hot or too cold now: read it again later.")),
)
NVME_FAILING = 0b1101  # bits 0, 2, 3

TEMPERATURE_ATTRIBUTES = (190, 194, 231)
