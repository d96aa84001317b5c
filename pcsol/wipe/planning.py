"""One disk's plan, from what it says it can do and from how fast it reads. Only questions are asked."""

from pathlib import Path

from pcsol.errors import JournalFaultyError, WipeError
from pcsol.model.erasure.abilities import Abilities
from pcsol.model.erasure.candidate import Candidate
from pcsol.model.erasure.plan import Depth, Method, Plan
from pcsol.model.profile.wipe import WipeProfile
from pcsol.tools.block.device import BlockDevice
from pcsol.tools.firmware.wire import Wire
from pcsol.tools.world.world import World
from pcsol.wipe.firmware.abilities import read_abilities
from pcsol.wipe.firmware.doubts import against, load_known_bad
from pcsol.wipe.journal import Journal
from pcsol.wipe.pace import pace
from pcsol.wipe.plan.choose import choose
from pcsol.wipe.plan.wish import Wish


def planned(
    world: World, home: Path, candidate: Candidate, method: Method, verify: Depth | None, profile: WipeProfile | None
) -> Plan:
    """Return the plan of this disk. Of a recorded machine, whose disks cannot be asked, abilities are unknown."""
    abilities, speed = _asked(world, candidate)
    if _locked_by_us(home, candidate):
        abilities = _unlocked(abilities)
    doubts = against(load_known_bad(), candidate.disk.model, candidate.disk.firmware)
    wish = Wish(method=method, verify=verify, profile=profile, bytes_per_second=speed, doubts=doubts)
    return choose(candidate, abilities, wish)


def _asked(world: World, candidate: Candidate) -> tuple[Abilities, float | None]:
    """Open the disk for reading alone, without keeping anybody out."""
    path = candidate.disk.path
    if world.source == "live" and path is not None:
        try:
            with BlockDevice.open(path, write=False, exclusive=False) as device:
                return read_abilities(candidate.disk, Wire(device.fileno()), world), pace(device)
        except WipeError:
            pass
    return read_abilities(candidate.disk, None, world), None


def _locked_by_us(home: Path, candidate: Candidate) -> bool:
    """A SECURITY ERASE that a power cut ended leaves a password that the journal knows: it opens the disk again."""
    if candidate.id is None:
        return False
    try:
        entry = Journal.open(home, candidate).entry
    except JournalFaultyError:  # said before anything is erased (`erase`); a plan of other disks goes on
        return False
    return entry is not None and entry.ata_password is not None


def _unlocked(abilities: Abilities) -> Abilities:
    if abilities.ata is None:
        return abilities
    opened = {"security_locked": False, "security_enabled": False}
    return abilities.model_copy(update={"ata": abilities.ata.model_copy(update=opened)})
