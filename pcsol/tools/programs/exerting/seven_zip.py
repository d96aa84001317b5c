"""7z's benchmark: packs and unpacks made-up data in memory, rated in millions of instructions a second (MIPS)."""

import re
from dataclasses import dataclass

from pcsol.errors import ToolUnreadableError

# Debian 12 calls it 7zz, Debian 13 7z; p7zip-full's 7z is the same benchmark.
PROGRAMS = ("7zz", "7z")
PACKAGE = "7zip"
# A dictionary of 256 KiB, for which it works on 6 MB: caches and memory count, and an old tower is done in 20 seconds.
_DICTIONARY = "-md18"
_VERSION = re.compile(r"(?m)^7-Zip.*?(\d+\.\d+)")
_TOTAL = re.compile(r"(?m)^Tot: +\d+ +\d+ +(\d+)$")


@dataclass(frozen=True, slots=True)
class Rated:
    """Its rating. Compare what the same version said on as many threads only."""

    mips: int
    version: str | None


def argv(program: str, threads: int) -> tuple[str, ...]:
    """Return its command line, for one turn."""
    return (program, "b", "1", f"-mmt{threads}", _DICTIONARY)


def parse(said: str) -> Rated:
    """Read what it said. Raises ToolUnreadableError when it gives no rating."""
    total, version = _TOTAL.search(said), _VERSION.search(said)
    if total is None:
        raise ToolUnreadableError("7z", details=said[-200:])
    return Rated(int(total[1]), version[1] if version else None)
