"""What stands around an erasure: the world to ask, the journal's place, whoever hears of it, and how to stop it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

from pcsol.errors import StoreError
from pcsol.i18n import _
from pcsol.model.erasure.progress import Progress
from pcsol.model.hardware.disk import Disk
from pcsol.tools.world.world import World


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Desk:
    """`home`: PCSOL_HOME, where the journal lies. `say` hears sentences that a person must see (the ATA password).

    `look` reads the health of the disk at a path once more, before and after; None where it does not answer.
    `at_once`: how many disks are erased side by side.
    """

    world: World
    home: Path
    tell: Callable[[Progress], None]
    say: Callable[[str], None]
    look: Callable[[str], Disk | None]
    stop: Event = field(default_factory=Event)
    now: Callable[[], datetime] = _now
    at_once: int = 1

    def say_password(self, path: str, password: str) -> None:
        """Show the password that a disk is about to get: should the power fail now, it is what opens the disk again."""
        text = _("{disk}: the disk erases itself under the password {password}. PCSol takes it away at the end.")
        self.say(text.format(disk=path, password=password))

    def say_unkept(self, path: str, why: StoreError) -> None:
        """Say that a disk is erased on though its notes cannot be kept: whoever knows can still make room for them."""
        text = _("{disk}: how far it is cannot be noted any more, and it goes on all the same. {why}")
        self.say(text.format(disk=path, why=why.what))


def no_password_here(_password: str) -> None:
    """Stand where a job has no business with passwords. Raises RuntimeError."""
    raise RuntimeError("no password is set outside of an erasure")


def nothing() -> None:
    """Hear it, and do nothing."""
