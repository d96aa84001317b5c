"""What the kernel wrote and counted: its log, its machine checks, its look at the memory before it started."""

from pcsol.model.noun import Noun


class LogLine(Noun):
    """One line of the kernel's own. `seconds` since the machine started; `level`: 0 (emergency) to 7 (debug)."""

    seconds: float
    level: int
    text: str


class Crash(Noun):
    """What the firmware kept of a crash (/sys/fs/pstore): the file's name, and its telling line."""

    name: str
    line: str = ""


class MachineChecks(Noun):
    """Counts since the start; null where the kernel keeps none.

    `exceptions`: machine check exceptions of all processors; `thresholds`, `deferred`: AMD's interrupts for errors
    that were put right, and for those put off.
    """

    exceptions: int | None = None
    thresholds: int | None = None
    deferred: int | None = None
    modules: tuple["MemoryErrors", ...] | None = None


class MemoryErrors(Noun):
    """What EDAC counts for one memory controller or module: errors put right, and errors that were not."""

    where: str
    corrected: int
    uncorrected: int


class BadRange(Noun):
    """A stretch of memory that a pattern did not come back from; addresses in bytes, the end outside."""

    start: int
    end: int
    pattern: str


class BootMemoryTest(Noun):
    """The kernel's own test of the memory before it started (memtest=).

    `wanted`: patterns asked for on the command line; `patterns`: done; `tested_bytes`: by each of them; `bad_bytes`:
    what the kernel set aside, where it tells.
    """

    wanted: int | None = None
    patterns: int | None = None
    tested_bytes: int = 0
    bad: tuple[BadRange, ...] = ()
    bad_bytes: int | None = None
