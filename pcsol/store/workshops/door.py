"""Whether a tower may enter a workshop, by the records that are kept here."""

from pathlib import Path

from pcsol.checklist.entry import Obstacle, obstacle
from pcsol.model.record import TowerRef
from pcsol.store import records
from pcsol.store.inventories import towers


def at_the_door(home: Path, code: str, *, school: bool) -> Obstacle | None:
    """Say why the tower of this code may not enter; None: it may. Raises StoreError."""
    found = towers.gathered(home)
    folder = records.folder_name({"tower": TowerRef(code=code).to_json(), "id": ""})
    unreadable = sum(fault.file.parent.name == folder for fault in found.faults)
    tower = next((one for one in found.towers if one.code == code), None)
    return obstacle(tower, code, school=school, unreadable=unreadable)
