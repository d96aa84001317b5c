"""A disk that somebody might want to erase: what it is, what holds it, and every reason not to."""

from datetime import datetime
from typing import Literal

from pcsol.model.hardware.disk import Disk
from pcsol.model.noun import Noun
from pcsol.model.reason import Unknown

HoldingKind = Literal["mount", "swap", "lvm", "raid", "dm", "bcache", "zfs", "btrfs", "multipath", "loop", "other"]
SystemRole = Literal["root", "live-medium", "to-ram-source", "efi-boot-entry", "kernel-command-line", "own-label"]
Lift = Literal["--allow-removable", "--allow-loop"]


class Holding(Noun):
    """One thing that uses a disk: `device` is the disk or the partition (sda1), `subject` what uses it (/home, vg0)."""

    kind: HoldingKind
    device: str
    subject: str = ""


class Candidate(Noun):
    """All that the guard must know of one disk. None is *not known*, and not known is a reason to refuse.

    `backing_file`: the file behind a loop device, its whole path. `holdings`: what uses it, found by looking at every
    place where such users show. `system_roles`: what it is to the system that runs now. `unknown`: why one of them is
    None. `serial_says_nothing`: many disks have this serial ("0123456789"), so that nobody may be asked to type it.
    `sequence`: the kernel's own number of this appearance of the disk (diskseq), which tells it from whatever may stand
    in its place a moment later. `backing_number`: file system and inode of the file, the same under each of its names.
    `shows_whole_file`: a loop device may show a part of its file only.
    """

    disk: Disk
    kind: Literal["disk", "loop"]
    backing_file: str | None = None
    read_only: bool | None = None
    holdings: tuple[Holding, ...] | None = None
    system_roles: tuple[SystemRole, ...] | None = None
    serial_says_nothing: bool = False
    backing_number: str | None = None
    backing_deleted: bool = False
    shows_whole_file: bool | None = None
    sequence: str | None = None
    unknown: tuple[Unknown, ...] = ()

    @property
    def id(self) -> str | None:
        """What a person types to say this disk and no other: serial, else WWN; for a loop device its file's name."""
        if self.kind == "loop":
            return (self.backing_file or "").rpartition("/")[2] or None
        serial = None if self.serial_says_nothing else self.disk.serial
        return (serial or "").strip() or self.disk.wwn


class Refusal(Noun):
    """One reason not to erase a disk; `lifted_by` names the option that lifts it, where one does."""

    code: str
    text: str
    lifted_by: Lift | None = None


class Custody(Noun):
    """Whose tower it is, as far as this station's records tell. `code` None: this tower was never received here.

    `away`: the last record says that it was given, lent or is in after-sales ("handover", …); None when it was not.
    `drives_counted`: by eye, at intake. `codes`: where more than one could be meant, all of them; then `code` is None.
    `unreadable`: records of this tower that could not be read, and might say that it was given away.
    """

    code: str | None = None
    lot: str | None = None
    donor_asset_number: str | None = None
    drives_counted: int | None = None
    away: str | None = None
    away_since: datetime | None = None
    codes: tuple[str, ...] = ()
    unreadable: int = 0
