"""dmesg (util-linux): the kernel's log. `--raw` keeps each line's level and facility."""

import re
from datetime import UTC, datetime

from pcsol.errors import NotPermittedError, ToolFailedError
from pcsol.i18n import _
from pcsol.model.testing.kernel import LogLine
from pcsol.tools.world.question import Question
from pcsol.tools.world.world import World

FILE = "dmesg.txt"
DMESG = Question(("dmesg", "--raw"), (FILE,), seconds=15)
# <facility * 8 + level>[seconds] text; some kernels put the task or processor between (CONFIG_PRINTK_CALLER).
LINE = re.compile(r"<(\d{1,3})>\[ *(\d+\.\d+)\] ?(?:\[ *[TC]\d+\] ?)?(.*)")
# Programs write there too (/dev/kmsg), always with another facility than 0.
KERNELS_OWN = 8
# drivers/rtc/class.c, rtc_hctosys: what the clock chip showed when the machine started, before anybody could set it.
_CHIP = re.compile(r"setting system clock to (\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d) UTC")


def read(world: World) -> tuple[LogLine, ...]:
    """Return the kernel's own lines, oldest first. Raises ToolError, NotPermittedError (only root may read it)."""
    call = world.ask(DMESG)
    if call.status and "not permitted" in call.stderr:
        raise NotPermittedError("dmesg")
    if call.status:
        raise ToolFailedError(_("The kernel's log could not be read."), details=call.stderr)
    return parse(call.stdout)


def parse(text: str) -> tuple[LogLine, ...]:
    """Read `dmesg --raw`; a line that goes on in the next one is two, the second at the first one's time."""
    lines: list[LogLine] = []
    own, seconds, level = False, 0.0, 6
    for row in text.splitlines():
        found = LINE.fullmatch(row)
        if found is not None:
            own = int(found[1]) < KERNELS_OWN
            seconds, level = float(found[2]), int(found[1]) % 8
        if own:
            lines.append(LogLine(seconds=seconds, level=level, text=found[3] if found else row.strip()))
    return tuple(lines)


def chip_at_start(lines: tuple[LogLine, ...]) -> tuple[float, datetime] | None:
    """Return when (seconds since the start) the kernel took its time from the clock chip, and what that showed."""
    for line in lines:
        found = _CHIP.search(line.text)
        if found is not None:
            try:
                return line.seconds, datetime.fromisoformat(f"{found[1]}T{found[2]}").replace(tzinfo=UTC)
            except ValueError:  # a clock without battery may show the 0th of a month
                return None
    return None
