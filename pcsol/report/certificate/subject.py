"""Which disk, of which tower, who and where, and what else was seen in it: in words."""

from pcsol.i18n import N_, _
from pcsol.model.hardware.disk import Disk
from pcsol.model.papers.certificate import Device, ErasurePaper, Paper, SeenDisk, SmartFacts, Source, Storage
from pcsol.report import words
from pcsol.report.certificate.proofs import counted
from pcsol.report.quantities import disk_size

Rows = tuple[tuple[str, str], ...]
_BECAME = {
    "erased": N_("erased"),
    "not-erased": N_("NOT erased"),
    "not-asked": N_("nobody asked to erase it"),
    "refused": N_("refused: not touched"),
    "own-medium": N_("PCSol's own stick: not of this tower"),
}
_SMART = {
    "power_on_hours": N_("Hours switched on"),
    "reallocated_sectors": N_("Sectors replaced"),
    "pending_sectors": N_("Sectors in doubt"),
    "uncorrectable": N_("Errors that could not be corrected"),
    "media_errors": N_("Media errors (NVMe)"),
    "crc_errors": N_("Errors on the cable"),
    "wear_percent_used": N_("Wear, in percent"),
    "temperature_celsius": N_("Temperature, in °C"),
}


def device_title() -> str:
    """Return the title of the part."""
    return _("The disk")


def source_title() -> str:
    """Return the title of the part."""
    return _("Where it comes from, and who worked on it")


def smart_title() -> str:
    """Return the title of the table."""
    return _("The disk's own health counters (SMART)")


def seen_title() -> str:
    """Return the title of the list: never "all disks"."""
    return _("Disks seen in this tower, and what became of each")


def device(found: Device) -> Rows:
    """Return maker, model, serial, WWN, kind, size."""
    kind = words.medium(Disk(name="", medium=found.media))
    return (
        *(((_("Maker"), words.said(found.manufacturer)),) if found.manufacturer else ()),
        (_("Model"), words.known(found.model)),
        (_("Serial number"), words.known(found.serial)),
        (_("WWN"), words.known(found.wwn)),
        (_("Kind"), words.joined(kind, words.bus(found.bus) if found.bus else None)),
        (_("Size"), _size(found)),
        (_("Firmware"), words.known(found.firmware)),
    )


def source(found: Source) -> Rows:
    """Return the tower, and what its donor calls it."""
    return (
        (_("Tower"), words.joined(found.tower_code or words.unknown(), _lot(found))),
        (_("Model"), words.maker_and_model(found.tower_manufacturer, found.tower_model)),
        (_("Donor's number"), words.known(found.asset_number)),
    )


def people(paper: Paper) -> Rows:
    """Return who did it, where, and what for."""
    destination = paper.destination if isinstance(paper, ErasurePaper) else None
    return (
        (_("Structure"), words.joined(paper.structure, paper.station)),
        (_("By"), words.known(paper.operator)),
        *(((_("Place"), words.said(paper.place)),) if paper.place else ()),
        *(((_("Meant for"), words.said(destination)),) if destination else ()),
    )


def smart(paper: ErasurePaper) -> tuple[tuple[str, ...], ...]:
    """Return the counters before and after; those that the disk does not keep are left out."""
    before, after = paper.smart_before or SmartFacts(), paper.smart_after or SmartFacts()
    lines = [
        (_(label), _number(getattr(before, name)), _number(getattr(after, name)))
        for name, label in _SMART.items()
        if getattr(before, name) is not None or getattr(after, name) is not None
    ]
    if before.passed is not None or after.passed is not None:
        lines.insert(0, (_("The disk says of itself"), _passed(before.passed), _passed(after.passed)))
    return (("", _("before"), _("after")), *lines) if lines else ()


def seen(found: Storage) -> tuple[tuple[str, ...], ...]:
    """Return a line for each disk."""
    if not found.disks_seen:
        return ()
    head = (_("Serial number"), _("Model"), _("Size"), _("What became of it"))
    return (head, *(_seen(one) for one in found.disks_seen))


def storage(found: Storage) -> tuple[str, ...]:
    """Say how many were counted, how many were seen, and what may be hidden."""
    lines = [
        _("Counted by eye at intake: {counted}. Seen by PCSol: {seen}.").format(
            counted=words.known(found.drives_counted), seen=words.known(found.drives_seen)
        )
    ]
    if None not in (found.drives_counted, found.drives_seen) and found.drives_counted != found.drives_seen:
        lines.append(_("THESE NUMBERS DIFFER: look into the case before this tower leaves."))
    if found.hidden is None:
        lines.append(_("Whether storage is hidden from the system is not known."))
    lines += [_("Hidden storage: {text}").format(text=words.told(text)) for text in found.hidden or ()]
    return tuple(lines)


def _size(found: Device) -> str:
    if found.size_bytes is None:
        return words.unknown()
    return _("{size} ({bytes} bytes)").format(size=disk_size(found.size_bytes), bytes=counted(found.size_bytes))


def _lot(found: Source) -> str | None:
    return _("lot {lot}").format(lot=words.said(found.lot)) if found.lot else None


def _seen(one: SeenDisk) -> tuple[str, ...]:
    became = _(_BECAME[one.became])
    return (
        words.known(one.id),
        words.known(one.model),
        disk_size(one.size_bytes) if one.size_bytes else words.unknown(),
        f"{became} ({one.level.capitalize()})" if one.became == "erased" and one.level != "none" else became,
    )


def _number(value: int | None) -> str:
    return words.unknown() if value is None else counted(value)


def _passed(value: bool | None) -> str:  # noqa: FBT001  # a fact, no switch
    return words.yes_no(value, N_("healthy"), N_("FAILING"))
