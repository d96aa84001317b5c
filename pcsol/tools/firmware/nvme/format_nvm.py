"""Format NVM (80h, NVMe Base 2.1, 5.1.10): answers when it is over."""

from pcsol.tools.firmware.nvme.admin import Command, Completion, issue
from pcsol.tools.firmware.wire import Wire

FORMAT_NVM = 0x80
USER_DATA, CRYPTO = 1, 2  # SES; 0 erases nothing, and is what `nvme format` sends when not told otherwise


def format_nvm(wire: Wire, nsid: int, *, lba_format: int, crypto: bool, seconds: float) -> Completion:
    """Erase a namespace (or all: FFFFFFFFh), keeping the sector size that `lba_format` stands for."""
    ses = CRYPTO if crypto else USER_DATA
    cdw10 = lba_format & 0xF | ses << 9 | (lba_format >> 4 & 0x3) << 12
    return issue(wire, Command(f"FORMAT NVM SES={ses}", FORMAT_NVM, nsid, cdw10, seconds=seconds))
