"""What was done to the disk, in words."""

from pcsol.i18n import N_, _, ngettext
from pcsol.model.papers.certificate import Deed, ErasurePaper, HiddenFound
from pcsol.report import words
from pcsol.report.quantities import disk_size, moment, number

_TECHNIQUES = {
    "zero": N_("overwritten with zeros"),
    "random": N_("overwritten with unpredictable bytes (a cryptographic stream whose key is forgotten)"),
    "pattern": N_("overwritten with a pattern"),
    "ata-sanitize-block": N_("the disk's own command: SANITIZE, block erase (ATA)"),
    "ata-sanitize-crypto": N_("the disk's own command: SANITIZE, change of its encryption key (ATA)"),
    "ata-sanitize-overwrite": N_("the disk's own command: SANITIZE, overwrite (ATA)"),
    "ata-security-erase-enhanced": N_("the disk's own command: SECURITY ERASE, enhanced (ATA)"),
    "ata-security-erase": N_("the disk's own command: SECURITY ERASE (ATA)"),
    "nvme-sanitize-block": N_("the disk's own command: Sanitize, block erase (NVMe)"),
    "nvme-sanitize-crypto": N_("the disk's own command: Sanitize, change of its encryption key (NVMe)"),
    "nvme-sanitize-overwrite": N_("the disk's own command: Sanitize, overwrite (NVMe)"),
    "nvme-format-crypto": N_("the disk's own command: Format, change of its encryption key (NVMe)"),
    "nvme-format-user-data": N_("the disk's own command: Format, user data erase (NVMe)"),
    "scsi-sanitize-block": N_("the disk's own command: SANITIZE, block erase (SCSI)"),
    "scsi-sanitize-crypto": N_("the disk's own command: SANITIZE, change of its encryption key (SCSI)"),
    "scsi-sanitize-overwrite": N_("the disk's own command: SANITIZE, overwrite (SCSI)"),
    "secure-discard": N_("the medium's own command: secure discard"),
}
_MOST_EVIDENCE = 24


def title() -> str:
    """Return the title of the part."""
    return _("What was done")


def attempts_title() -> str:
    """Return the title of what was tried before."""
    return _("What was tried before")


def evidence_title() -> str:
    """Return the title of the raw answers."""
    return _("The disk's answers, as they came")


def technique(name: str) -> str:
    """Return a technique in words."""
    return _(_TECHNIQUES[name]) if name in _TECHNIQUES else words.said(name)


def rows(paper: ErasurePaper) -> tuple[tuple[str, str], ...]:
    """Return each step, then when and with what."""
    steps = tuple((_("Step {number}").format(number=n), _step(deed)) for n, deed in enumerate(paper.deeds, 1))
    if len(steps) == 1:
        steps = ((_("Technique"), steps[0][1]),)
    resumed = ngettext("taken up again {count} time", "taken up again {count} times", paper.resumed)
    return (
        *(steps or ((_("Technique"), _("nothing was begun")),)),
        (_("Begun"), moment(paper.started_at)),
        (_("Ended"), _ended(paper)),
        *_hidden(paper),
        *(((_("Breaks"), resumed.format(count=paper.resumed)),) if paper.resumed else ()),
        (_("Tool"), f"{paper.tool} {words.said(paper.tool_version)}"),
    )


def _hidden(paper: ErasurePaper) -> tuple[tuple[str, str], ...]:
    """What the disk hid, or would not tell of; of one that hides nothing there is nothing to say."""
    told = [_area(area) for area in paper.hidden_areas or () if area.state != "none"]
    return ((_("Hidden areas"), ", ".join(told)),) if told else ()


def _area(area: HiddenFound) -> str:
    hidden = (area.whole_sectors or 0) - (area.visible_sectors or 0)
    sentence = {
        "opened": _("{kind}: {count} sectors made visible first"),
        "kept": _("{kind}: {count} sectors NOT given out"),
    }.get(area.state, _("{kind}: the disk did not tell"))
    return sentence.format(kind=area.kind.upper(), count=hidden)


def attempts(paper: ErasurePaper) -> tuple[str, ...]:
    """Return the ways that were tried before the last one, and were not effective."""
    return tuple("; ".join(_step(deed) for deed in tried) for tried in paper.attempts if tried)


def evidence(paper: ErasurePaper) -> tuple[str, ...]:
    """Return what the disk answered, raw."""
    found = [words.told(line) for deed in paper.deeds for line in (*deed.evidence, deed.fault or "") if line]
    return tuple(found[:_MOST_EVIDENCE])


def span(seconds: int) -> str:
    """Return seconds in the largest two units."""
    hours, minutes = seconds // 3600, seconds % 3600 // 60
    if hours:
        return _("{hours} h {minutes:02d} min").format(hours=hours, minutes=minutes)
    if minutes:
        return _("{minutes} min {seconds:02d} s").format(minutes=minutes, seconds=seconds % 60)
    return _("{seconds} s").format(seconds=seconds)


def _ended(paper: ErasurePaper) -> str:
    when = moment(paper.ended_at)
    return when if paper.clock.trusted else _("{when} (clock not verified)").format(when=when)


def _step(deed: Deed) -> str:
    what = technique(deed.technique)
    if deed.pattern_hex:
        what = f"{what} ({words.said(deed.pattern_hex, most=16)})"
    how = [disk_size(deed.written_bytes)] if deed.written_bytes else []
    how.append(span(deed.seconds))
    if deed.written_bytes and deed.seconds:
        how.append(_("{speed} MB/s on average").format(speed=number(deed.written_bytes / deed.seconds / 1e6, 0)))
    if not deed.completed:
        how.append(_("NOT completed"))
    return f"{what} - {', '.join(how)}"
