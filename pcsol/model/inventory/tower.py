"""A tower as other inventories are told of it: its last look, and what stands around it in records and papers."""

from datetime import datetime
from typing import Literal

from pcsol.model.erasure.plan import Level
from pcsol.model.noun import Noun
from pcsol.model.probe import Probe

Became = Literal["erased", "not-erased", "destroyed"]


class DiskPaper(Noun):
    """What was put down of one disk. `disk`: its serial number, else its WWN; `number`: the paper's, to find it by."""

    disk: str
    became: Became
    level: Level = "none"
    number: str | None = None
    at: datetime


class Tower(Noun):
    """One tower.

    `key` stays the same for as long as its code does (without a code: its best mark), and names it towards others.
    `record` is the id of the last probe; both are null for a tower that was received and never looked at.
    `papers`: the newest one of each disk, the oldest first.
    """

    key: str
    code: str | None = None
    structure: str | None = None
    station: str | None = None
    lot: str | None = None
    donor_asset_number: str | None = None
    form: str | None = None
    seen_at: datetime
    record: str | None = None
    probe: Probe | None = None
    papers: tuple[DiskPaper, ...] = ()
