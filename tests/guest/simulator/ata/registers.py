"""The registers of one ATA command, and how it ends."""

from dataclasses import dataclass

ABORT = 0x04
READY = 0x50
ERROR = 0x51


@dataclass(frozen=True, slots=True)
class Command:
    """What the host wrote into the registers, 48-bit where `extend`; `data` comes with a data-out command."""

    code: int
    feature: int = 0
    count: int = 0
    lba: int = 0
    device: int = 0x40
    extend: bool = False
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class Ended:
    """What the registers say afterwards, and the data of a data-in command."""

    error: int = 0
    count: int = 0
    lba: int = 0
    data: bytes = b""
    gone: bool = False  # the link is lost: nothing comes back any more

    @property
    def status(self) -> int:
        """The status register."""
        return ERROR if self.error else READY


DONE = Ended()
ABORTED = Ended(error=ABORT)
