"""Whether a disk can be told from every other one: a person types its id, and means this one."""

from collections.abc import Iterator

from pcsol.i18n import _
from pcsol.judge.placeholders import known_serial
from pcsol.model.erasure.candidate import Candidate, Refusal
from pcsol.wipe.guard.view import View


def id_there(view: View) -> Iterator[Refusal]:
    """It has nothing that could be typed."""
    if not view.candidate.id and not _is_placeholder(view.candidate):
        said = _("{name} tells neither a serial number nor a WWN: nothing says which disk it is.")
        yield Refusal(code="no-id", text=said.format(name=view.name))


def id_typable(view: View) -> Iterator[Refusal]:
    """It holds signs that no keyboard has."""
    found = view.candidate.id or ""
    if found and (not found.isprintable() or found != found.strip()):
        said = _("The name of {name} holds signs that nobody can type. Rename the file behind it, if it is one.")
        yield Refusal(code="id-untypable", text=said.format(name=view.name))


def id_says_something(view: View) -> Iterator[Refusal]:
    """Its serial is one that many disks have, and it has no WWN either."""
    candidate = view.candidate
    if candidate.kind == "disk" and _is_placeholder(candidate) and candidate.id in (None, "", candidate.disk.serial):
        said = _("{name} has the serial number {serial}, as many disks have: nothing says which one it is.")
        yield Refusal(code="id-placeholder", text=said.format(name=view.name, serial=candidate.disk.serial))


def told_apart(view: View) -> Iterator[Refusal]:
    """Another one has the same id: two ways to one disk, two disks alike, two files of one name."""
    others = [one for one in view.everyone if one.disk.name != view.name]
    twins = sorted({one.disk.name for one in others if _alike(one, view.candidate)})
    if twins:
        said = _("{name} cannot be told from {others}: both say the same of themselves. Unplug one of them.")
        yield Refusal(code="same-as-another", text=said.format(name=view.name, others=", ".join(twins)))


def surveyed(view: View) -> Iterator[Refusal]:
    """Where it is not among those that were looked at, it was not compared with all."""
    if [one.disk.name for one in view.everyone].count(view.name) != 1:
        said = _("{name} was not looked at together with the other disks. Start again.")
        yield Refusal(code="not-surveyed", text=said.format(name=view.name))


def _is_placeholder(candidate: Candidate) -> bool:
    serial = (candidate.disk.serial or "").strip()
    return candidate.kind == "disk" and bool(serial) and (candidate.serial_says_nothing or known_serial(serial) is None)


def _alike(one: Candidate, other: Candidate) -> bool:
    return any(
        mine and yours and mine.strip().casefold() == yours.strip().casefold()
        for mine, yours in (
            (one.id, other.id),
            (one.disk.wwn, other.disk.wwn),
            (one.disk.path, other.disk.path),
            (one.backing_file, other.backing_file),
            (one.backing_number, other.backing_number),
        )
    )
