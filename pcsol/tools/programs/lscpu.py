"""lscpu(1): the processor, as JSON or as text of any version."""

import re
from collections.abc import Iterator
from typing import Any

from pcsol.errors import ToolFailedError, ToolUnreadableError
from pcsol.i18n import _
from pcsol.model.hardware.processor import Cache
from pcsol.tools import plain_json
from pcsol.tools.kernel.cpuinfo import CpuText, flags_of, number, size_bytes
from pcsol.tools.world.question import Question
from pcsol.tools.world.world import World

QUESTION = Question(("lscpu", "--json"), ("lscpu.json", "lscpu.txt"))
_CACHE = re.compile(r"L[1-4][di ] ?cache")
_DEEP = 8
_KINDS = {"d": "data", "i": "instruction", "": "unified"}


def read(world: World) -> CpuText:
    """Return what lscpu tells. Raises ToolError, UnrecordedError, or ToolFailedError when it gave nothing."""
    call = world.ask(QUESTION)
    if call.status != 0 and not call.stdout.strip():
        raise ToolFailedError(
            _("{program} failed (exit status {status}).").format(program="lscpu", status=call.status),
            details=call.stderr[:500],
        )
    return parse(call.stdout)


def parse(text: str) -> CpuText:
    """Read lscpu's JSON or text. Raises ToolUnreadableError when it is neither."""
    told = _of_json(text) if text.lstrip().startswith("{") else _of_text(text)
    if not {"Architecture", "CPU(s)", "Model name", "Vendor ID"} & told.keys():
        raise ToolUnreadableError("lscpu", details=text[:200])
    flags, long_mode = flags_of(told.get("Flags"))
    if long_mode is None and "64-bit" in told.get("CPU op-mode(s)", ""):
        long_mode = True
    sockets, each = number(told.get("Socket(s)")), number(told.get("Core(s) per socket"))
    cores, threads = sockets * each if sockets and each else None, number(told.get("CPU(s)")) or None
    alike = cores is not None and threads == cores * (number(told.get("Thread(s) per core")) or 0)
    return CpuText(
        model=told.get("Model name"),
        vendor=told.get("Vendor ID"),
        sockets=sockets or None,
        cores=cores,
        threads=threads,
        flags=flags,
        long_mode=long_mode,
        family=number(told.get("CPU family")),
        model_number=number(told.get("Model")),
        stepping=number(told.get("Stepping")),
        max_mhz=_mhz(told.get("CPU max MHz")),
        caches=_caches(told, alone=cores == 1, alike=alike),
        virtualisation=told.get("Virtualization"),
        hypervisor=True if "Hypervisor vendor" in told else None,
    )


def _of_text(text: str) -> dict[str, str]:
    """Only whole lines count; a processor of two kinds of cores repeats some, and the first counts."""
    pairs = [line.partition(":") for line in text.splitlines(keepends=True) if line.endswith("\n")]
    return {key.strip(): value.strip() for key, colon, value in reversed(pairs) if colon and value.strip()}


def _of_json(text: str) -> dict[str, str]:
    try:
        plain = plain_json.loads(text)
    except ValueError as err:
        raise ToolUnreadableError("lscpu", details=str(err)) from err
    rows = plain.get("lscpu") if isinstance(plain, dict) else None
    return dict(reversed(list(_fields(rows, _DEEP)))) if isinstance(rows, list) else {}


def _fields(rows: list[Any], deep: int) -> Iterator[tuple[str, str]]:
    """util-linux 2.38 and before write one list; later ones hang a subject's rows below it."""
    for row in rows:
        if not isinstance(row, dict):
            continue
        field, data, children = row.get("field"), row.get("data"), row.get("children")
        if isinstance(field, str) and isinstance(data, str):
            yield field.strip().rstrip(":"), data.strip()
        if isinstance(children, list) and deep:
            yield from _fields(children, deep - 1)


def _mhz(text: str | None) -> int | None:
    match = re.fullmatch(r"(\d{2,5})(?:[.,](\d+))?", text or "")
    return round(float(f"{match[1]}.{match[2] or 0}")) if match else None


def _caches(told: dict[str, str], *, alone: bool, alike: bool) -> tuple[Cache, ...] | None:
    """Return one of each cache, or None when lscpu told a sum that cannot be divided.

    "32K" (before util-linux 2.34) is one cache; "64 KiB (2 instances)" (from 2.37) is two, of one size where all cores
    are alike; "64 KiB" (between) is all of them together, which tells something only on a machine of one core.
    """
    sizes = {key: value.partition(" (") for key, value in told.items() if _CACHE.fullmatch(key)}
    found: list[Cache] = []
    for key, (size, _bracket, instances) in sorted(sizes.items()):
        count = number(instances.split(" ")[0]) or (1 if alone or not size.endswith("iB") else None)
        total = size_bytes(size)
        if not total or not count or (count > 1 and not alike):
            return None
        level, kind = key[1], key[2].strip()
        found.append(Cache(level=int(level), kind=_KINDS[kind], size_bytes=total // count))
    return tuple(found) or None
