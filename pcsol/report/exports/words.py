"""What other inventories are told of a tower in words, and the texts of machines made fit for their columns."""

from pcsol.i18n import _, ngettext
from pcsol.judge.placeholders import known, known_serial
from pcsol.judge.towers.standing import Erased, disk_grade, erased
from pcsol.model.inventory.tower import Tower

LONGEST = 255  # of a text column in GLPI's and Snipe-IT's databases


def text(value: str | None, most: int = LONGEST) -> str | None:
    """Return what a machine or a person wrote, on one line and not too long; None for a placeholder."""
    tidy = known(value)
    return tidy[:most].rstrip() or None if tidy else None


def said(value: str | None, most: int = LONGEST) -> str | None:
    """Return words of ours or of a person's, on one line; "test" is no placeholder here."""
    tidy = " ".join("".join(sign if sign.isprintable() else " " for sign in value or "").split())
    return tidy[:most].rstrip() or None


def without_nothing(plain: dict[str, object]) -> dict[str, object]:
    """Leave out what is not known: an absent key says so in every format."""
    return {key: value for key, value in plain.items() if value not in (None, "", [], {})}


def name(tower: Tower) -> str:
    """Return what a tower is called: its code, else its model and serial number, else what its folder is called."""
    machine = tower.probe.machine if tower.probe else None
    model, serial = (text(machine.model), known_serial(text(machine.serial))) if machine else (None, None)
    return tower.code or (f"{model} {serial}" if model and serial else tower.key)


def comment(tower: Tower) -> str:
    """Return what the other format has no field for, in the language of the moment: lot, grade, erasure, destination.

    The day is not in it: the same tower, looked at again, is the same.
    """
    grade = disk_grade(tower.probe)
    verdict = tower.probe.verdict if tower.probe else None
    parts = (
        _("PCSol {code}").format(code=name(tower)),
        _("Lot: {lot}").format(lot=said(tower.lot)) if said(tower.lot) else None,
        _("Donor's number: {number}").format(number=tower.donor_asset_number) if tower.donor_asset_number else None,
        _("Disks: grade {grade}").format(grade=grade) if grade else _("Disks: not graded"),
        erasure(erased(tower)),
        _("Good for: {title}").format(title=verdict.title) if verdict and verdict.title else None,
    )
    return ". ".join(found for part in parts if (found := said(part)))


def erasure(count: Erased) -> str:
    """Say how many disks are erased, and by which papers."""
    if count.of is None or count.erased is None:
        return _("Erasure: not known")
    if count.of == 0:
        return _("No disk inside")
    told = ngettext("{erased} of {of} disk erased", "{erased} of {of} disks erased", count.of)
    numbers = papers(count)
    return told.format(erased=count.erased, of=count.of) + (f" ({numbers})" if numbers else "")


def papers(count: Erased) -> str:
    """Return the numbers of the certificates, the oldest first."""
    return ", ".join(one.number for one in count.papers if one.became == "erased" and one.number)
