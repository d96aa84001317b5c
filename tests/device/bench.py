"""One loop device, one plan, and firmware commands that a test makes up."""

from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import Any

from pcsol.model.erasure.abilities import Abilities
from pcsol.model.erasure.candidate import Candidate
from pcsol.model.erasure.outcome import StepOutcome, Verification
from pcsol.model.erasure.plan import Plan, Step
from pcsol.model.hardware.disk import Disk
from pcsol.tools.world.live import LiveWorld
from pcsol.wipe import identity
from pcsol.wipe.execute.desk import Desk
from pcsol.wipe.execute.done import Done
from pcsol.wipe.execute.erase import erase
from pcsol.wipe.readback.read_back import read_back
from pcsol.wipe.warrant import authorise


class Bench:
    """One loop device, one plan, and a firmware command that the test makes up."""

    def __init__(self, home: Path, device: str, file: Path, *ways: tuple[str, ...]) -> None:
        self.home, self.stop, self.world = home, Event(), LiveWorld()
        disk = Disk(name=device.rpartition("/")[2], path=device, size_bytes=file.stat().st_size, bus="loop")
        self.candidate = Candidate(disk=disk, kind="loop", backing_file=str(file), read_only=False)
        first, *rest = (self._plan(steps) for steps in ways)
        self.plan = first.model_copy(update={"fallbacks": tuple(rest)})
        self.path = device

    def _plan(self, steps: tuple[str, ...]) -> Plan:
        made = tuple(Step(technique=one) for one in steps)  # type: ignore[arg-type]
        return Plan(candidate=self.candidate, abilities=Abilities(), steps=made, level="clear", verify="full")

    def erase(self) -> Done:
        warrant = authorise(self.plan, (), identity.read(self.world, self.path), typed=self.candidate.id or "")
        desk = Desk(self.world, self.home, lambda _now: None, lambda _text: None, self.look, self.stop)
        return erase(warrant, desk)

    def look(self, _path: str) -> Disk | None:
        """Say how the disk is; a test may say more."""
        return None

    def stopped_while_reading(self, *what: Any) -> Verification:
        """Stand for `read_back`."""
        self.stop.set()
        return read_back(*what)


def ended(step: Step, *, fault: str | None = None) -> StepOutcome:
    return StepOutcome(step=step, started_at=datetime.now(UTC), seconds=1, completed=fault is None, fault=fault)
