"""Whether one of the disks inside a tower would do."""

from pcsol.i18n import _
from pcsol.judge.criteria.wording import spoken_disk, spoken_list
from pcsol.model.hardware.disk import Disk
from pcsol.model.probe import Probe
from pcsol.model.profile.needs import DiskChoice, DiskNeed
from pcsol.model.verdict import CriterionResult

_BY_THE_SIDE = ("usb", "loop")
_HIDES_DISKS = ("rst", "vmd", "raid", "unclaimed")


def judge_disk(probe: Probe, need: DiskNeed, source: str) -> CriterionResult:
    """Met when any one disk inside is one of the choices. A disk that may be hidden makes a *no* a *not known*."""
    disks = internal_disks(probe)
    fits, best = _best(disks, need)
    wanted = spoken_list([spoken_choice(choice) for choice in need.any_of], _("or"))
    if fits:
        text = _("Disk: {disk}.")
    elif disks is None:
        text = _("Disk: not known; needed: {wanted}.")
    elif fits is False and _may_be_hidden(probe):
        fits, text = None, _("Disk: perhaps hidden by the controller; needed: {wanted}.")
    elif not disks:
        text = _("Disk: none; needed: {wanted}.")
    elif fits is None:
        text = _("Disk: {disk}, not known well enough; needed: {wanted}.")
    else:
        text = _("Disk: {disk}; needed: {wanted}.")
    text = text.format(disk=spoken_disks(best), wanted=wanted)
    limit = " | ".join(_terse(choice) for choice in need.any_of)
    value = ", ".join(disk.name for disk in best) or None
    return CriterionResult(code="disk", value=value, limit=limit, text=text, fits=fits, source=source)


def internal_disks(probe: Probe) -> tuple[Disk, ...] | None:
    """Return the disks that stay in the tower: not PCSol's own, those on USB, removable ones, or files.

    Null: could not look.
    """
    if probe.disks is None:
        return None
    theirs = (disk for disk in probe.disks if not disk.own_medium)
    return tuple(disk for disk in theirs if disk.bus not in _BY_THE_SIDE and not disk.removable)


def failing_disks(probe: Probe) -> tuple[Disk, ...]:
    """Return the disks inside with grade C or D: no one's data belongs on them."""
    return tuple(disk for disk in internal_disks(probe) or () if disk.health.grade in ("C", "D"))


def spoken_choice(choice: DiskChoice) -> str:
    """Return "SSD of 120 GB or more (grade B or better)"."""
    kinds = {"ssd": _("SSD of {size} or more"), "hdd": _("hard disk of {size} or more")}
    words = kinds.get(choice.kind or "", _("disk of {size} or more")).format(size=spoken_disk(choice.size))
    if choice.grade == "A":
        return _("{disk} (grade A)").format(disk=words)
    return _("{disk} (grade {grade} or better)").format(disk=words, grade=choice.grade) if choice.grade else words


def spoken_disks(disks: tuple[Disk, ...]) -> str:
    """Return "sda (SSD, 240 GB, grade A)" for each disk."""
    return ", ".join(_spoken(disk) for disk in disks)


def _best(disks: tuple[Disk, ...] | None, need: DiskNeed) -> tuple[bool | None, tuple[Disk, ...]]:
    """Return whether one fits, and the disks to name for it: the one that does, those that might, or all."""
    if disks is None:
        return None, ()
    answers = [(disk, [_is(disk, choice) for choice in need.any_of]) for disk in disks]
    for disk, fits in answers:
        if True in fits:
            return True, (disk,)
    perhaps = tuple(disk for disk, fits in answers if None in fits)
    return (None, perhaps) if perhaps else (False, disks)


def _is(disk: Disk, choice: DiskChoice) -> bool | None:
    checks = [
        _matches(disk.medium, choice.kind),
        None if disk.size_bytes is None else disk.size_bytes >= choice.size,
        _good_enough(disk.health.grade, choice.grade),
    ]
    if False in checks:
        return False
    return None if None in checks else True


def _matches(medium: str | None, kind: str | None) -> bool | None:
    if kind is None:
        return True
    return None if medium is None else medium == kind


def _good_enough(grade: str | None, worst: str | None) -> bool | None:
    """ "A" is before "B" in the alphabet too."""
    if worst is None:
        return True
    return None if grade is None else grade <= worst


def _may_be_hidden(probe: Probe) -> bool:
    return any(hidden.kind in _HIDES_DISKS for hidden in probe.hidden_storage or ())


def _spoken(disk: Disk) -> str:
    kinds = {"ssd": _("SSD"), "hdd": _("hard disk"), "flash": _("flash memory")}
    parts = [
        kinds.get(disk.medium or "", _("kind not known")),
        _("size not known") if disk.size_bytes is None else spoken_disk(disk.size_bytes),
        _("not graded") if disk.health.grade is None else _("grade {grade}").format(grade=disk.health.grade),
    ]
    return f"{disk.name} ({', '.join(parts)})"


def _terse(choice: DiskChoice) -> str:
    return f"{choice.kind or 'any'}:{choice.size}:{choice.grade or '-'}"
