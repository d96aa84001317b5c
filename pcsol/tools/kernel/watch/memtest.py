"""The kernel's own look at the memory before it starts: `memtest=` (mm/memtest.c; kernel-parameters)."""

import re
from collections.abc import Iterable

from pcsol.model.testing.kernel import BadRange, BootMemoryTest, LogLine
from pcsol.tools.kernel.working.told import text
from pcsol.tools.world.world import World

_WANTED = re.compile(r"(?:^|\s)memtest(?:=(\d{1,4}))?(?=\s|$)")
_COUNT = re.compile(r"early_memtest: # of tests: (\d+)")
_PASS = re.compile(r"\s*0x([0-9a-f]+) - 0x([0-9a-f]+) pattern ([0-9a-f]{16})")
_BAD = re.compile(r"\s*([0-9a-f]{16}) bad mem addr 0x([0-9a-f]+) - 0x([0-9a-f]+) reserved")
# /proc/meminfo since Linux 6.3 (fs/proc/meminfo.c); there when the test was done.
_SET_ASIDE = re.compile(r"^EarlyMemtestBad:\s+(\d+) kB", re.MULTILINE)
_ALL_PATTERNS = 17  # memtest without a number


def read(world: World, lines: Iterable[LogLine]) -> BootMemoryTest:
    """Return what was asked for, what was done and what was found. `lines`: the kernel's log, as far as it was read."""
    done = parse(lines)
    wanted = _WANTED.search(text(world, "/proc/cmdline"))
    aside = _SET_ASIDE.search(text(world, "/proc/meminfo"))
    return done.model_copy(
        update={
            "wanted": None if wanted is None else int(wanted[1]) if wanted[1] else _ALL_PATTERNS,
            "bad_bytes": int(aside[1]) * 1024 if aside else None,
        }
    )


def parse(lines: Iterable[LogLine]) -> BootMemoryTest:
    """Read the lines of the test; each stretch of memory has one line per pattern."""
    patterns, first, tested = None, "", 0
    bad: list[BadRange] = []
    for line in lines:
        if (count := _COUNT.search(line.text)) is not None:
            patterns = int(count[1])
        elif patterns is not None and (stretch := _PASS.fullmatch(line.text)) is not None:
            first = first or stretch[3]
            tested += int(stretch[2], 16) - int(stretch[1], 16) if stretch[3] == first else 0
        elif (found := _BAD.fullmatch(line.text)) is not None:
            bad.append(BadRange(start=int(found[2], 16), end=int(found[3], 16), pattern=found[1]))
    return BootMemoryTest(patterns=patterns, tested_bytes=tested, bad=tuple(bad))
