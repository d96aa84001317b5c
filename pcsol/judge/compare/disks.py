"""Disks: missing, added, exchanged, on another connector, slower, worse."""

import re
from collections.abc import Hashable, Iterator

from pcsol.i18n import _
from pcsol.judge.compare import wear
from pcsol.judge.compare.pairing import Pair, pair
from pcsol.judge.compare.rows import fine, look, unmeasured
from pcsol.judge.placeholders import known_serial
from pcsol.model.comparison import Difference
from pcsol.model.hardware.disk import Disk

PART = "disk"
_BY_SERIAL, _BY_WWN, _BY_PLACE = 0, 1, 4


def compare_disks(before: tuple[Disk, ...] | None, after: tuple[Disk, ...] | None) -> Iterator[Difference]:
    """Compare by serial, else WWN, else model, size and connector. None on either side: not measurable.

    PCSol's own stick is no part of the tower.
    """
    if before is None or after is None:
        yield unmeasured(
            PART, _("Disks"), _("Whether all disks are there is not known: one of the two lists is missing.")
        )
        return
    before, after = _theirs(before), _theirs(after)
    matched = pair(before, after, (_serial, _wwn, _kind_and_port, _kind, _place, _bare), _may_be_the_same)
    for both in matched.both:
        yield from (_one_disk(both) if both.by < _BY_PLACE else [_unnamed(both)])
    exchanged = pair(matched.gone, matched.new, (_kind_and_port, _kind))
    for both in exchanged.both:
        yield _exchanged(both)
    for disk in exchanged.gone:
        yield look(PART, named(disk), "missing", _("This disk is missing."), named(disk), None)
    for disk in exchanged.new:
        yield look(PART, named(disk), "added", _("This disk was not there before."), None, named(disk))


def _theirs(disks: tuple[Disk, ...]) -> tuple[Disk, ...]:
    return tuple(disk for disk in disks if not disk.own_medium)


def named(disk: Disk) -> str:
    """Return the words by which a person finds a disk: its model, and its serial as it stands on the label."""
    name = disk.model or disk.vendor or disk.name
    return f"{name} ({disk.serial})" if disk.serial else f"{name} ({disk.name})" if name != disk.name else name


def _serial(disk: Disk) -> Hashable | None:
    serial = known_serial(disk.serial)
    return serial.casefold() if serial else None


def _wwn(disk: Disk) -> Hashable | None:
    return disk.wwn.casefold().removeprefix("0x") if disk.wwn else None


def _kind(disk: Disk) -> Hashable | None:
    return (disk.model, disk.size_bytes) if disk.model and disk.size_bytes else None


def _kind_and_port(disk: Disk) -> Hashable | None:
    kind = _kind(disk)
    return None if kind is None or disk.port is None else (kind, disk.port)


def _place(disk: Disk) -> Hashable | None:
    """All that is left of a disk that tells nothing of itself."""
    return (disk.name, disk.size_bytes, disk.model)


def _bare(disk: Disk) -> Hashable | None:
    """A stick without a name gets another letter at the next start: it is still one stick of this size."""
    return (disk.bus, disk.size_bytes) if disk.model is None else None


def _may_be_the_same(one: Disk, other: Disk) -> bool:
    """Two known serials that differ are two disks, whatever else agrees; likewise two known WWNs."""
    serials, wwns = {_serial(one), _serial(other)}, {_wwn(one), _wwn(other)}
    if None not in serials:
        return len(serials) == 1
    return None in wwns or len(wwns) == 1


def _exchanged(both: Pair[Disk]) -> Difference:
    return look(
        PART,
        named(both.before),
        "changed",
        _("A disk of the same kind is there, but it is not the same disk."),
        named(both.before),
        named(both.after),
    )


def _unnamed(both: Pair[Disk]) -> Difference:
    return unmeasured(PART, named(both.after), _("A disk is there; whether it is the same one cannot be told."))


def _one_disk(both: Pair[Disk]) -> Iterator[Difference]:
    """Every finding has its own line; what cannot be measured shares one."""
    subject, unknown = named(both.after), list[str]()
    found = [
        *_port(both, subject, unknown),
        *_link(both, subject, unknown),
        *wear.compare_health(both, subject, unknown),
    ]
    yield from found
    if unknown:
        parts = ", ".join(unknown)
        yield unmeasured(PART, subject, _("The disk is there. Not measurable: {parts}.").format(parts=parts))
    elif not found:
        yield fine(PART, subject, _recognised(both))


def _recognised(both: Pair[Disk]) -> str:
    if both.by in (_BY_SERIAL, _BY_WWN):
        return _("The disk is there, as before.")
    return _("The disk is there, as before. It was recognised by its model and size: its serial number is not known.")


def _port(both: Pair[Disk], subject: str, unknown: list[str]) -> Iterator[Difference]:
    before, after = both.before.port, both.after.port
    if "usb" in (both.before.bus, both.after.bus):
        return  # it is meant to be plugged anywhere
    if before is None or after is None:
        unknown.append(_("its connector"))
    elif before != after:
        yield look(PART, subject, "moved", _("This disk is on another connector."), _said(before), _said(after))


def _said(port: str) -> str:
    """Both the kernel's number and the controller's place: a board may have two controllers that count alike."""
    found = re.fullmatch(r"(.*)-ata-(\d+)", port)
    return _("SATA connector {number} of {controller}").format(number=found[2], controller=found[1]) if found else port


def _link(both: Pair[Disk], subject: str, unknown: list[str]) -> Iterator[Difference]:
    """A link that was slower than the disk already is the board's, and no finding."""
    before, after, most = both.before.link.now_gbps, both.after.link.now_gbps, both.after.link.max_gbps
    speeds = (_gbps(before), _gbps(after))
    if after is None or (before is None and (most is None or after >= most)):
        if both.after.bus in ("sata", "ata", None):
            unknown.append(_("the speed of its cable"))
    elif before is None:
        text = _("This disk runs slower than it can. Its cable may be bad; how fast it was before is not known.")
        yield look(PART, subject, "slower", text, None, _gbps(after))
    elif after < before:
        yield look(PART, subject, "slower", _("The link of this disk is slower than before. Check its cable."), *speeds)


def _gbps(speed: float | None) -> str | None:
    return None if speed is None else _("{speed:g} Gb/s").format(speed=speed)
