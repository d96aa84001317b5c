"""Programs that make a machine work, and write to no disk: what is not in this table is refused.

The eye's table is of questions that change nothing. These here heat a processor, fill the memory, let a disk test
itself, play a tone, open a tray. Erasing is neither's: that is `pcsol.tools.firmware` and `pcsol.tools.block`, behind
a warrant.
"""

import re
from typing import Protocol

from pcsol.errors import ToolRefusedError
from pcsol.i18n import _
from pcsol.tools.world import meter
from pcsol.tools.world.meter import Running

_DISK = r"/dev/(?:[a-z]+|nvme\d+(?:n\d+)?)"
_TYPE = r"[a-z0-9,/+]+"
_NUMBER = r"[1-9]\d{0,5}"
_SOUND = r"[a-z0-9:,=]+"
_FILE = r"/[A-Za-z0-9/_.-]+"

# One line per form: a regular expression for each argument, in order.
_FORMS: tuple[tuple[str, ...], ...] = (
    # Memory: seconds, megabytes, threads; the last one makes it find faults that are not there.
    ("stressapptest", "-s", _NUMBER, "-M", _NUMBER, "-m", _NUMBER),
    ("stressapptest", "-s", _NUMBER, "-M", _NUMBER, "-m", _NUMBER, "--force_errors"),
    ("memtester", rf"{_NUMBER}M", _NUMBER),
    # Processor: all methods in turn, each answer checked; what it might put down goes into memory.
    ("stress-ng", "--cpu", _NUMBER, "--cpu-method", "all", "--verify", "--temp-path", "/dev/shm",  # noqa: S108
     "--timeout", rf"{_NUMBER}s", "--metrics-brief"),
    ("7z", "b", "1", r"-mmt\d{1,3}", r"-md\d{2}"),
    ("7zz", "b", "1", r"-mmt\d{1,3}", r"-md\d{2}"),
    # Disks: a self-test reads, and writes into the drive's own log alone (ACS-3, SMART EXECUTE OFF-LINE IMMEDIATE).
    ("smartctl", "--json=c", "-t", "(?:short|long)", _DISK),
    ("smartctl", "--json=c", "-t", "(?:short|long)", "-d", _TYPE, _DISK),
    ("smartctl", "--json=c", "-X", _DISK),
    ("smartctl", "--json=c", "-X", "-d", _TYPE, _DISK),
    # Sound and tray. A card that a fresh system left silent is turned up first.
    ("amixer", "-q", "-c", r"\d{1,2}", "sset", "(?:Master|PCM|Front|Headphone|Speaker)", "80%", "unmute"),
    ("amixer", "-q", "-c", r"\d{1,2}", "sset", "(?:Capture|Mic)", "80%", "cap"),
    ("aplay", "-q", "-D", _SOUND, "-f", "S16_LE", "-r", "48000", "-c", "2", _FILE),
    ("arecord", "-q", "-D", _SOUND, "-f", "S16_LE", "-r", "48000", "-c", "1", "-d", _NUMBER, _FILE),
    ("eject", "/dev/sr\\d+"),
    ("eject", "-t", "/dev/sr\\d+"),
)  # fmt: skip


class Hand(Protocol):
    """Whoever starts such programs: this machine, or a test's stand-in that answers as one would."""

    def find(self, program: str) -> str | None:
        """Return where a program is, None when it is not installed."""

    def start(self, argv: tuple[str, ...], seconds: float) -> Running:
        """Start it; after so many seconds it is ended. Raises ToolError."""


class LiveHand:
    """Starts them on this machine."""

    def find(self, program: str) -> str | None:
        """Look for it where the meter does."""
        return meter.find(program)

    def start(self, argv: tuple[str, ...], seconds: float) -> Running:
        """Start a program of the table, with low priority: PCSol itself and its screen must go on."""
        if not any(len(form) == len(argv) and all(map(re.fullmatch, form, argv)) for form in _FORMS):
            raise ToolRefusedError(
                _("PCSol refused to start: {command}").format(command=" ".join(argv)),
                remedy=_("This is a fault of PCSol, not of the machine. Please report it."),
            )
        return meter.start(argv, seconds)


class NoHand:
    """A recorded machine's: it has no program, and starts none."""

    def find(self, program: str) -> str | None:  # noqa: ARG002  # the protocol's
        """Find nothing."""
        return None

    def start(self, argv: tuple[str, ...], seconds: float) -> Running:  # noqa: ARG002  # the protocol's
        """Refuse."""
        raise ToolRefusedError(_("This is a recorded machine: it cannot be made to work."))
