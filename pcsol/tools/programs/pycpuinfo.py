"""py-cpuinfo: what the processor says of itself (CPUID). Takes more than a second: only asked on demand."""

import sys

from pcsol.errors import ToolFailedError, ToolUnreadableError
from pcsol.i18n import _
from pcsol.tools import plain_json
from pcsol.tools.kernel.cpuinfo import CpuText, flags_of
from pcsol.tools.world.question import Question
from pcsol.tools.world.world import World

QUESTION = Question((sys.executable, "-m", "cpuinfo", "--json"), ("py-cpuinfo.json",), seconds=30)


def read(world: World) -> CpuText:
    """Return what CPUID tells. Raises ToolError, UnrecordedError, or ToolFailedError when it gave nothing."""
    call = world.ask(QUESTION)
    if call.status != 0:
        raise ToolFailedError(
            _("{program} failed (exit status {status}).").format(program="py-cpuinfo", status=call.status),
            details=call.stderr[-500:],
        )
    return parse(call.stdout)


def parse(text: str) -> CpuText:
    """Read py-cpuinfo's JSON. Raises ToolUnreadableError; its own child's failure leaves an empty object.

    Its cache sizes are lscpu's sums over all cores, and are passed over.
    """
    try:
        told = plain_json.loads(text)
    except ValueError as err:
        raise ToolUnreadableError("py-cpuinfo", details=str(err)) from err
    if not isinstance(told, dict) or not ({"brand_raw", "flags", "vendor_id_raw"} & told.keys()):
        raise ToolUnreadableError("py-cpuinfo", details=text[:200])
    words = told.get("flags")
    flags, long_mode = flags_of(" ".join(map(str, words)) if isinstance(words, list) else None)
    return CpuText(
        model=_text(told.get("brand_raw")),
        vendor=_text(told.get("vendor_id_raw")),
        flags=flags,
        long_mode=long_mode,
        family=_whole(told.get("family")),
        model_number=_whole(told.get("model")),
        stepping=_whole(told.get("stepping")),
    )


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
