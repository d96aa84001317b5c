"""A tower's certificates among the files of its asset: each once, known by its number."""

from pathlib import Path

from pcsol.errors import InventoryRefusedError
from pcsol.i18n import _
from pcsol.model.inventory.tower import Tower
from pcsol.push.to.shelves import Shelves
from pcsol.store.papers import pages

_DIGITS = 12


def add_papers(shelves: Shelves, number: int, tower: Tower, home: Path) -> list[str]:
    """Add the pages (PDF) of accepted erasures that are not there yet; return what could not be added, in words."""
    place = f"hardware/{number}/files"
    wanted = [paper for paper in tower.papers if paper.became == "erased" and paper.number]
    there = str(shelves.one(place) or {}) if wanted else ""  # Snipe-IT renames a file, and keeps its number in it
    missed = []
    for paper in wanted:
        digits = (paper.number or "").replace("-", "")[:_DIGITS]
        page = pages.page_of(home, digits)
        if digits in there or page is None:
            continue
        try:
            shelves.added(place, f"certificat-{digits}.pdf", page)
        except InventoryRefusedError as err:
            missed.append(_("certificate {number} ({why})").format(number=digits, why=err.what))
    return missed
