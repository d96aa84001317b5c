"""A tower whose one disk is a loop device; what it looks like is made up. The disks of this machine are none of it."""

from dataclasses import replace
from pathlib import Path

from pcsol.commands.batch.rooms import ThisTower
from pcsol.model.hardware.machine import Identity
from pcsol.model.probe import Probe
from pcsol.rounds.batch.doors import Looked
from pcsol.tools.world.live import LiveWorld
from tests.server.house import marks
from tests.towers import GOOD, GOOD_DISK

DISK = "a.img"


class LoopTower(ThisTower):
    """`device`: the loop device over the file DISK."""

    def __init__(self, home: Path, device: str) -> None:
        super().__init__(LiveWorld, home, frozenset({device.rpartition("/")[2]}))
        self.marks = marks("SERIETOUR1")

    def look(self) -> Probe:
        found = super().look()
        disk = GOOD_DISK.model_copy(update={"serial": DISK})
        seen = {"identity": Identity(marks=self.marks, confidence="sure"), "disks": (disk,), "machine": GOOD.machine}
        return found.model_copy(update=seen)

    def disks(self) -> tuple[str, ...]:
        return tuple(one for one in super().disks() if one == DISK)

    def looked(self, code: str | None) -> Looked:
        return replace(super().looked(code), disks=self.disks())
