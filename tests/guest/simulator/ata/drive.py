"""The drive: gives each command to the feature set that it belongs to."""

from tests.guest.simulator.ata import extent, identify, sanitize, security
from tests.guest.simulator.ata.registers import ABORTED, DONE, Command, Ended
from tests.guest.simulator.medium import Medium
from tests.guest.simulator.power import Power
from tests.guest.simulator.spec import Seen, Spec

_IDENTIFY, _FLUSH_EXT = 0xEC, 0xEA
_ACTIVE = 0xFF
_SMART_STATUS, _SMART_GOOD = 0xDA, 0xC24F << 8


class AtaDrive:
    """One drive. Reads and writes of its sectors come from the SCSI side and ask `media_blocked` first."""

    def __init__(self, spec: Spec, medium: Medium, power: Power, seen: Seen) -> None:
        self._spec, self._medium, self._power, self._seen = spec, medium, power, seen
        self.extent = extent.Extent(spec)
        self.security = security.Security(spec, medium, self.extent)
        self.sanitize = sanitize.Sanitize(spec, medium, self.extent)
        self._cycles = power.cycles()

    def wake(self) -> None:
        """Let the time have passed: power that was cut, an erase that has ended. Called before every command."""
        cycles = self._power.cycles()
        if cycles != self._cycles:
            self._cycles = cycles
            for part in (self.security, self.sanitize, self.extent):
                part.power_cycle()
            self._seen.note("POWER CYCLE", "done")
        self.sanitize.settle()

    @property
    def media_blocked(self) -> bool:
        """A locked drive, or one that sanitizes, aborts reads and writes."""
        return self.security.locked or self.sanitize.blocks_media

    def identify(self) -> bytes:
        """The IDENTIFY page."""
        return identify.page(self._spec, self.extent, self.security, self.sanitize)

    def execute(self, command: Command) -> Ended:
        """Do one command and keep that it was given."""
        self.wake()
        self.security.before(command)
        if command.code not in extent.CODES:
            self.extent.other_command()
        ended = self._do(command)
        self._seen.note(_name(command), "gone" if ended.gone else "aborted" if ended.error else "done")
        if ended.gone:
            self._medium.dead = True
        return ended

    def _do(self, command: Command) -> Ended:
        if command.code in security.CODES:
            # While a sanitize runs, or after it failed, ACS-4 lets few commands through; these are not among them.
            return ABORTED if self.sanitize.blocks_media else self.security.execute(command)
        if command.code in extent.CODES:
            return ABORTED if self.sanitize.blocks_media or self.security.locked else self.extent.execute(command)
        if command.code == sanitize.CODE:
            starts = command.feature in (sanitize.CRYPTO, sanitize.BLOCK, sanitize.OVERWRITE)
            return ABORTED if self.security.locked and starts else self.sanitize.execute(command)
        return self._general(command)

    def _general(self, command: Command) -> Ended:
        match command.code:
            case 0xEC:
                return Ended(data=self.identify())
            case 0xE7 | 0xEA:
                self._medium.flush()
                return DONE
            case 0xE5:
                return Ended(count=_ACTIVE)
            case 0xE0 | 0xE1 | 0xE2 | 0xE3:
                return DONE
            case 0xB0 if command.feature == _SMART_STATUS:
                return Ended(lba=_SMART_GOOD)
        return ABORTED


def _name(command: Command) -> str:
    if command.code == sanitize.CODE:
        return f"SANITIZE {sanitize.NAMES.get(command.feature, hex(command.feature))}"
    if command.code in (extent.DCO, extent.AMAX):
        return f"{extent.CODES[command.code]} {command.feature:02x}"
    known = security.CODES | extent.CODES | {_IDENTIFY: "IDENTIFY DEVICE", _FLUSH_EXT: "FLUSH CACHE EXT"}
    if command.code == security.ERASE_UNIT and command.data:
        return "SECURITY ERASE UNIT" + (" enhanced" if command.data[0] & 2 else "")
    return known.get(command.code, f"ATA {command.code:02x}")
