"""What was read back, and what it showed, in words."""

from pcsol.i18n import N_, _, language, ngettext
from pcsol.model.erasure.outcome import SectorRange
from pcsol.model.papers.certificate import ErasurePaper, Proof, SectorMap, SpeedAt
from pcsol.report import words
from pcsol.report.certificate.deeds import span
from pcsol.report.quantities import disk_size, number

_CONTENTS = {
    "zeros": N_("zeros only"),
    "ones": N_("ones only (FF)"),
    "uniform": N_("one and the same byte everywhere"),
    "periodic": N_("one pattern, repeated"),
    "keystream": N_("exactly the stream that was written"),
    "noise": N_("noise without any form, as after a change of key"),
    "mixed": N_("different things: not recognised"),
}
_VALIDATIONS = {
    "accepted": N_("accepted"),
    "repeat": N_("not accepted: to be repeated"),
    "escalate": N_("not accepted: another technique is needed"),
    "destroy": N_("not accepted: the disk is to be destroyed"),
}
_MOST_RANGES = 12


def title() -> str:
    """Return the title of the part."""
    return _("What was proven")


def sectors_title() -> str:
    """Return the title of the list of sectors."""
    return _("Sectors that are not erased, or not proven to be")


def rows(paper: ErasurePaper) -> tuple[tuple[str, str], ...]:
    """Return the verification, then apart from it the validation (NIST SP 800-88r2, 4.5.1 and 4.5.2)."""
    proof = paper.proof
    return (
        (_("Verification"), _depth(proof)),
        (_("Result"), _("passed") if proof.passed else _("NOT passed")),
        (_("Holds now"), _content(proof)),
        *_canaries(proof),
        (_("Sectors"), _sectors(paper)),
        (_("Validation"), _(_VALIDATIONS[paper.validation])),
    )


def sectors(found: SectorMap) -> tuple[str, ...]:
    """Return the ranges of each kind; the numbers count them all."""
    kinds = (
        (_("Not written"), found.unwritten, found.unwritten_sectors),
        (_("Not read back"), found.unread, found.unread_sectors),
        (_("Holding something else"), found.mismatched, found.mismatched_sectors),
    )
    return tuple(
        _("{kind}: {count}. Ranges: {ranges}").format(kind=kind, count=counted(count), ranges=_ranges(ranges, found))
        for kind, ranges, count in kinds
        if count
    )


def curves(paper: ErasurePaper) -> tuple[tuple[str, tuple[SpeedAt, ...]], ...]:
    """Return the curve of the last write, and that of the read."""
    written = next((deed.speed for deed in reversed(paper.deeds) if deed.speed), ())
    return tuple((name, points) for name, points in ((_("write"), written), (_("read"), paper.proof.speed)) if points)


def counted(value: int) -> str:
    """Return a count with its thousands apart."""
    return f"{value:,}".replace(",", "\u00a0" if language() == "fr" else ",")


def _depth(proof: Proof) -> str:
    if proof.depth == "none":
        return _("none")
    how = _("the whole disk") if proof.depth == "full" else _sampled(proof)
    return _("{how} ({read} of {all}, {time})").format(
        how=how, read=disk_size(proof.read_bytes), all=disk_size(proof.of_bytes), time=span(proof.seconds)
    )


def _sampled(proof: Proof) -> str:
    share = number(100 * proof.read_bytes / proof.of_bytes) if proof.of_bytes else "0"
    return _("a sample, {places} places, {share} %").format(places=counted(proof.places), share=share)


def _content(proof: Proof) -> str:
    what = _(_CONTENTS[proof.content]) if proof.content else words.unknown()
    return f"{what} ({words.said(proof.pattern_hex, most=24)})" if proof.pattern_hex else what


def _canaries(proof: Proof) -> tuple[tuple[str, str], ...]:
    found = proof.canaries
    return tuple(
        (label, _gone(planted, survived, sentence))
        for label, planted, survived, sentence in (
            (_("Markers"), found.written, found.survived, _("{count} written before, {left}")),
            (_("Old content"), found.pre_images, found.pre_images_survived, _("{count} places noted before, {left}")),
        )
        if planted
    )


def _gone(planted: int, survived: int | None, sentence: str) -> str:
    if survived is None:
        left = _("not looked for afterwards")
    elif survived == 0:
        left = _("none found again")
    else:
        left = ngettext("{count} found AGAIN", "{count} found AGAIN", survived).format(count=counted(survived))
    return sentence.format(count=counted(planted), left=left)


def _sectors(paper: ErasurePaper) -> str:
    found, count, size = paper.map, paper.device.sectors, paper.device.sector_bytes
    if not (found.unwritten_sectors or found.unread_sectors or found.mismatched_sectors):
        if count is None or size is None:
            return _("none missing")
        return _("{count} of {bytes} bytes, none missing").format(count=counted(count), bytes=size)
    return _("{unwritten} not written, {unread} not read back, {mismatched} hold something else").format(
        unwritten=counted(found.unwritten_sectors),
        unread=counted(found.unread_sectors),
        mismatched=counted(found.mismatched_sectors),
    )


def _ranges(ranges: tuple[SectorRange, ...], found: SectorMap) -> str:
    shown = ", ".join(
        f"{one.first}-{one.last}" if one.last > one.first else f"{one.first}" for one in ranges[:_MOST_RANGES]
    )
    more = len(ranges) > _MOST_RANGES or found.ranges_left_out
    return f"{shown} ..." if more else shown
