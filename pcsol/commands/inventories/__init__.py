"""What `export` and `push --to` share: which towers are meant, and what is said of those left out."""

from typing import TYPE_CHECKING

from pcsol.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pcsol.model.inventory.tower import Tower
    from pcsol.store.find import Fault
    from pcsol.store.inventories.towers import Gathered


def wanted(codes: "Iterable[str]") -> "Gathered":
    """Return the towers with these codes; without any, all of them.

    Raises CodeFaultyError for a mistyped code, NothingToExportError for one that is not kept here.
    """
    from pcsol.errors import NothingToExportError
    from pcsol.judge import codes as spelling
    from pcsol.store.home import home
    from pcsol.store.inventories import towers

    meant = [spelling.read(code) for code in codes]
    found = towers.gathered(home())
    missing = sorted(set(meant) - {tower.code for tower in found.towers if tower.code})
    if missing or not found.towers:
        what = _("No tower with the code {codes} is kept here.").format(codes=", ".join(missing))
        raise NothingToExportError(
            what if missing else _("No tower is kept here yet."),
            remedy=_("Keep one with `pcsol probe --save` or `pcsol intake`; `pcsol doctor` says where records lie."),
            details="\n".join(map(told, found.faults)),
        )
    chosen = tuple(tower for tower in found.towers if not meant or tower.code in meant)
    return towers.Gathered(chosen, found.faults)


def looked_at(chosen: "Iterable[Tower]") -> "tuple[list[Tower], list[Tower]]":
    """Return the towers that were looked at, and those that were only received."""
    towers = list(chosen)
    return [one for one in towers if one.probe], [one for one in towers if not one.probe]


def told(fault: "Fault") -> str:
    """Return one line about a record that could not be used."""
    return f"{fault.file.name}: {fault.error.what}"
