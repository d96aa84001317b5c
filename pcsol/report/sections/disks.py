"""Every disk with its grade and its reasons, and storage that the system does not show."""

from pcsol.i18n import N_, _
from pcsol.model.hardware.disk import Disk, Link
from pcsol.model.probe import Probe
from pcsol.report import words
from pcsol.report.quantities import disk_size, duration, number
from pcsol.report.sheet import Row, Section

_HIDDEN = {
    "rst": N_("Intel RST"),
    "vmd": N_("Intel VMD"),
    "raid": N_("RAID controller"),
    "hpa": N_("hidden area"),
    "unclaimed": N_("without driver"),
}


def sections(probe: Probe) -> tuple[Section, ...]:
    """Return a section per disk, and one for hidden storage."""
    disks = tuple(_section(disk) for disk in probe.disks or ())
    if not disks:
        said = words.unknown() if probe.disks is None else _("none found")
        disks = (Section(_("Disks"), (Row(_("Disks"), said, "unknown" if probe.disks is None else "look"),)),)
    return (*disks, *_hidden(probe))


def _section(disk: Disk) -> Section:
    judged = () if disk.own_medium else (_grade(disk),)
    own = (Row(_("PCSol stick"), _("this system came from it; it is no part of the tower")),) if disk.own_medium else ()
    rows = (*own, *judged, *_identity(disk), *_use(disk))
    return Section(_("Disk {name}").format(name=words.said(disk.name)), rows)


def _grade(disk: Disk) -> Row:
    word, tone = words.grade(disk.health.grade)
    reasons = tuple(words.told(reason.text) for reason in disk.health.reasons)
    return Row(_("Grade"), word, tone, reasons, disk.health.grade or "?")


def _identity(disk: Disk) -> tuple[Row, ...]:
    return (
        Row(_("Model"), words.maker_and_model(disk.vendor, disk.model)),
        Row(_("Serial"), words.known(disk.serial)),
        Row(_("Size"), words.known(disk.size_bytes, disk_size)),
        Row(_("Kind"), words.joined(words.medium(disk), words.bus(disk.bus) if disk.bus else _("unknown bus"))),
        Row(_("Link"), _link(disk.link)),
    )


def _link(link: Link) -> str:
    if link.now_gbps is None:
        return words.unknown()
    now = _("{speed} Gb/s").format(speed=number(link.now_gbps))
    if link.max_gbps is None or link.max_gbps <= link.now_gbps:
        return now
    most = _("{speed} Gb/s").format(speed=number(link.max_gbps))
    return _("{now}, though the disk can do {most}").format(now=now, most=most)


def _use(disk: Disk) -> tuple[Row, ...]:
    smart = disk.smart
    rows = [
        Row(_("Use"), words.known(disk.health.power_on_hours, duration)),
        Row(_("Says itself"), words.yes_no(disk.health.smart_passed, N_("no fault (SMART)"), N_("failing (SMART)"))),
    ]
    if smart and smart.temperature_celsius is not None:
        rows.append(Row(_("Warmth"), _("{degrees} °C").format(degrees=smart.temperature_celsius)))
    if smart and smart.wear_percent_used is not None:
        rows.append(Row(_("Wear"), _("{percent} % used up").format(percent=smart.wear_percent_used)))
    if disk.security and disk.security.locked:
        rows.append(Row(_("Lock"), _("locked by a password"), "bad"))
    return tuple(rows)


def _hidden(probe: Probe) -> tuple[Section, ...]:
    if not probe.hidden_storage:
        return ()
    rows = tuple(Row(_(_HIDDEN[found.kind]), words.told(found.text), "look") for found in probe.hidden_storage)
    return (Section(_("Storage that does not show"), rows),)
