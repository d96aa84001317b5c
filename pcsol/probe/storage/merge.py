"""One disk out of everything that was told about it. The disk's own word goes before the kernel's."""

from dataclasses import dataclass
from typing import Any

from pcsol.model.hardware.disk import Disk, DiskSecurity, Link, Smart
from pcsol.tools.programs.hdparm import AtaIdentity, Extent, believed
from pcsol.tools.programs.nvme import NvmeIdentity
from pcsol.tools.programs.smart.report import DiskReport

_OF_THE_DISK = (
    "model", "vendor", "serial", "wwn", "firmware", "size_bytes", "medium", "rotation_rpm",
    "logical_sector_bytes", "physical_sector_bytes",
)  # fmt: skip
_OF_THE_PLACE = ("path", "port", "removable")


@dataclass(frozen=True, slots=True)
class Told:
    """What each source told of one disk; None: it was not asked, or did not answer."""

    kernel: Disk | None = None
    lsblk: Disk | None = None
    smart: DiskReport | None = None
    ata: AtaIdentity | None = None
    extent: Extent | None = None
    nvme: NvmeIdentity | None = None
    nvme_health: Smart | None = None


def merged(name: str, told: Told) -> Disk:
    """Return the disk, each fact from the source that knows it best, and null where none does."""
    from_disk = (told.smart, told.ata, told.nvme, told.lsblk, told.kernel)
    from_place = (told.kernel, told.lsblk)
    return Disk(
        name=name,
        **{field: _first(field, *from_disk) for field in _OF_THE_DISK},
        **{field: _first(field, *from_place) for field in _OF_THE_PLACE},
        bus=_first("bus", *from_place, told.smart, told.ata),
        link=_link(told),
        security=_security(told),
        smart=_smart(told),
    )


def _first(field: str, *sources: object) -> Any:  # noqa: ANN401  # each field has its own type
    """Return the first answer that is one. Sources that do not know the field are passed over."""
    answers = (getattr(source, field, None) for source in sources)
    return next((answer for answer in answers if answer is not None), None)


def _link(told: Told) -> Link:
    """The controller knows the speed of now; only the disk knows its own highest."""
    links = [source.link for source in (told.kernel, told.smart, told.ata) if source is not None]
    return Link(now_gbps=_first("now_gbps", *links), max_gbps=_first("max_gbps", *links))


def _security(told: Told) -> DiskSecurity | None:
    state = told.ata.security if told.ata else None
    if told.extent is None:
        return state
    seen = (told.kernel, told.lsblk, told.smart)
    extent = believed(told.extent, _first("size_bytes", *seen), _first("logical_sector_bytes", *seen))
    return (state or DiskSecurity()).model_copy(update=extent.model_dump()) if extent != Extent() else state


def _smart(told: Told) -> Smart | None:
    """smartctl's, unless only nvme-cli got through."""
    return told.smart.smart if told.smart and told.smart.answered else told.nvme_health
