"""A donor's proof in the words of the moment's language. What is not proven is said first and plainly."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pcsol.i18n import _, language, ngettext
from pcsol.model.papers.proof import DiskEnd, DonorProof, ProvenDisk, ProvenTower
from pcsol.report.certificate import deeds
from pcsol.report.erasure import words as erasing
from pcsol.report.quantities import disk_size, moment
from pcsol.report.words import known


@dataclass(frozen=True, slots=True)
class DiskLine:
    """`end` for its looks only: the words say it as well."""

    disk: str
    done: str
    paper: str
    end: DiskEnd


@dataclass(frozen=True, slots=True)
class TowerPart:
    """A tower with a line for each disk; one line without a disk where none is known."""

    asset: str
    tower: str
    disks: tuple[DiskLine, ...]


@dataclass(frozen=True, slots=True)
class ProofPage:
    """Every string of the proof. `open`: what is not proven."""

    title: str
    facts: tuple[tuple[str, str], ...]
    summary: tuple[str, ...]
    head: tuple[str, ...]
    towers: tuple[TowerPart, ...]
    open_title: str
    open: tuple[str, ...]


def page(proof: DonorProof) -> ProofPage:
    """Return a proof in words."""
    return ProofPage(
        title=_("Proof for the donor"),
        facts=(
            (_("Donor"), known(proof.donor or None)),
            (_("Lot"), proof.lot),
            (_("Given on"), _day(proof.received_on)),
            (_("Refurbished by"), proof.structure),
            (_("Made on"), moment(proof.made_at)),
        ),
        summary=tuple(_summary(proof)),
        head=(_("Donor’s number"), _("Tower"), _("Disk"), _("What papers say"), _("Number of the paper")),
        towers=tuple(_tower(one) for one in proof.towers),
        open_title=_("What is not proven"),
        open=tuple(_open(proof)),
    )


def _summary(proof: DonorProof) -> Iterator[str]:
    here = sum(one.here for one in proof.towers)
    yield ngettext("{count} tower arrived.", "{count} towers arrived.", here).format(count=here)
    ends = Counter(disk.end for one in proof.towers for disk in one.disks)
    erased, destroyed = ends["accepted"], ends["destroyed"]
    yield ngettext(
        "{count} disk has a certificate of erasure.", "{count} disks have a certificate of erasure each.", erased
    ).format(count=erased)
    if destroyed:
        yield ngettext(
            "{count} disk was destroyed, as people declared.", "{count} disks were destroyed, as people declared.",
            destroyed,
        ).format(count=destroyed)  # fmt: skip


def _open(proof: DonorProof) -> Iterator[str]:
    missing = sum(not one.here for one in proof.towers)
    if missing:
        yield ngettext(
            "{count} line of the donor’s list: no tower was recognised.",
            "{count} lines of the donor’s list: no tower was recognised.", missing,
        ).format(count=missing)  # fmt: skip
    ends = Counter(disk.end for one in proof.towers for disk in one.disks)
    without = ends["not-erased"] + ends["unproven"] + ends["none"]
    if without:
        yield ngettext(
            "{count} disk: its erasure is not proven; the table says why.",
            "{count} disks: their erasure is not proven; the table says why.", without,
        ).format(count=without)  # fmt: skip
    unseen = sum(one.here and not one.all_known for one in proof.towers)
    if unseen:
        yield ngettext(
            "{count} tower: not all of its disks are known.",
            "{count} towers: not all of their disks are known.", unseen,
        ).format(count=unseen)  # fmt: skip
    yield _("Only disks that PCSol saw are listed: not one that was taken out before, or that a tower hid.")
    yield _(
        "This page is not signed. The papers that it sums up are: each says what it leaves open, and can be checked."
    )


def _tower(one: ProvenTower) -> TowerPart:
    named = ", ".join(part for part in (one.what, one.serial) if part)
    if not one.here:
        nothing = DiskLine("", _("No tower was recognised: nothing is proven."), "", "none")
        return TowerPart(one.asset or "-", named or "-", (nothing,))
    tower = " · ".join(part for part in (one.code, one.model or one.what, one.serial) if part)
    return TowerPart(one.asset or "-", tower or _("unknown"), tuple(_lines(one)))


def _lines(one: ProvenTower) -> Iterator[DiskLine]:
    for disk in one.disks:
        yield DiskLine(_disk(disk), _done(disk), disk.paper or "", disk.end)
    if not one.all_known:
        yield DiskLine("", _("Not all of its disks are known: nothing is proven of others."), "", "none")
    elif not one.disks:
        yield DiskLine("", _("No disk was in it when it was last looked at."), "", "none")


def _disk(disk: ProvenDisk) -> str:
    size = disk_size(disk.size_bytes) if disk.size_bytes else None
    return " · ".join(part for part in (disk.name, disk.model, size) if part)


def _done(disk: ProvenDisk) -> str:
    at = moment(disk.at) if disk.at else _("unknown")
    if disk.end == "accepted":
        how = "; ".join(dict.fromkeys(map(deeds.technique, disk.techniques)))
        return _("ERASED ({level}), {at}: {how}.").format(level=erasing.level(disk.level), at=at, how=how)
    if disk.end == "destroyed":
        return _("DESTROYED, {at}, as people declared: PCSol saw nothing of it.").format(at=at)
    if disk.end == "not-erased":
        return _("NOT ERASED, {at}: old data may still be on it.").format(at=at)
    if disk.end == "unproven":
        return _("Not proven: its paper is signed by nobody whom this hub knows.")
    return _("Not proven: there is no paper of this disk.")


def _day(day: str | None) -> str:
    if not day:
        return _("unknown")
    found = date.fromisoformat(day)
    return f"{found:%d/%m/%Y}" if language() == "fr" else f"{found:%d %b %Y}"
