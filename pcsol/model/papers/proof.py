"""What a donor gets back: each of their towers, its disks, and what papers say of each."""

from datetime import datetime
from typing import Literal

from pcsol.model.erasure.plan import Level
from pcsol.model.hardware.disk import Medium
from pcsol.model.noun import Noun

# "unproven": the paper is intact, and signed by nobody whom this hub knows. "none": there is no paper of this disk.
DiskEnd = Literal["accepted", "not-erased", "destroyed", "unproven", "none"]


class ProvenDisk(Noun):
    """A disk: `name` is its serial, else its WWN. `at`: when it was erased or destroyed; `paper`: its number."""

    name: str
    model: str | None = None
    media: Medium | None = None
    size_bytes: int | None = None
    end: DiskEnd = "none"
    level: Level = "none"
    techniques: tuple[str, ...] = ()
    at: datetime | None = None
    paper: str | None = None


class ProvenTower(Noun):
    """A line of the donor's list, or a tower that is on none. `here`: whether a tower was recognised. `all_known`:
    whether the last look at it named every disk that it had then."""

    asset: str = ""
    serial: str = ""
    what: str = ""
    here: bool = False
    code: str | None = None
    model: str | None = None
    disks: tuple[ProvenDisk, ...] = ()
    all_known: bool = False


class DonorProof(Noun):
    """A lot, for whoever gave it. It is not signed itself: the papers that it sums up are."""

    structure: str
    lot: str
    donor: str
    received_on: str | None = None
    made_at: datetime
    towers: tuple[ProvenTower, ...] = ()
