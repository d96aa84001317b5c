"""/proc/cpuinfo and /sys/devices/system/cpu: the processor as the kernel sees it."""

import re
from collections import Counter
from dataclasses import dataclass

from pcsol.errors import FactError, ToolUnreadableError
from pcsol.model.hardware.processor import Cache
from pcsol.tools.world.world import World

PATH = "/proc/cpuinfo"
_CPU0 = "/sys/devices/system/cpu/cpu0"
_UNITS = {"K": 1024, "M": 1024**2, "G": 1024**3}


@dataclass(frozen=True, slots=True)
class CpuText:
    """What a text about the processor says, in its own words; None where it does not.

    `flags` are None too when their list was cut short; `long_mode` is then still True if it was seen.
    """

    model: str | None = None
    vendor: str | None = None
    sockets: int | None = None
    cores: int | None = None
    threads: int | None = None
    flags: tuple[str, ...] | None = None
    long_mode: bool | None = None
    family: int | None = None
    model_number: int | None = None
    stepping: int | None = None
    max_mhz: int | None = None
    caches: tuple[Cache, ...] | None = None
    virtualisation: str | None = None
    hypervisor: bool | None = None


def read(world: World) -> CpuText:
    """Read /proc/cpuinfo. Raises FactError, or ToolUnreadableError when it says nothing."""
    return parse(world.read(PATH))


def parse(text: str) -> CpuText:
    """Read a /proc/cpuinfo: x86's is known whole, others' by name, flags and number of processors.

    Raises ToolUnreadableError when there is no "key : value" in it that speaks of a processor.
    """
    blocks = _blocks(text)
    one = {key: value for block in reversed(blocks) for key, value in block.items()}
    if not {"processor", "Processor", "cpu", "cpu model", "model name"} & one.keys():
        raise ToolUnreadableError(PATH, details=text[:200])
    flags, long_mode = flags_of(one.get("flags") or one.get("Features"))
    x86 = bool({"cpu family", "flags"} & one.keys())  # others write "Features", "features" or nothing
    whole = _is_whole(blocks)
    return CpuText(
        model=one.get("model name") or one.get("cpu model") or one.get("cpu") or _name(one.get("Processor")),
        vendor=one.get("vendor_id"),
        sockets=_sockets(blocks) if whole else None,
        cores=_cores(blocks) if whole else None,
        threads=sum(block.get("processor", "").isdecimal() for block in blocks) or None if whole else None,
        flags=flags,
        long_mode=long_mode if x86 else None,
        family=number(one.get("cpu family")),
        model_number=number(one.get("model")) if x86 else None,
        stepping=number(one.get("stepping")),
    )


def _blocks(text: str) -> list[dict[str, str]]:
    """A block per processor. The last line counts only when it is whole: a cut list of flags is none."""
    blocks: list[dict[str, str]] = [{}]
    for line in text.splitlines(keepends=True):
        key, colon, value = (part.strip() for part in line.partition(":"))
        if key == "processor" and blocks[-1].get("processor"):
            blocks.append({})
        if colon and value and line.endswith("\n"):
            blocks[-1].setdefault(key, value)
    return [block for block in blocks if block]


def _is_whole(blocks: list[dict[str, str]]) -> bool:
    """Whether each package shows all its siblings: else the text was cut, or some are switched off."""
    packages = Counter(block.get("physical id") for block in blocks)
    return all((number(block.get("siblings")) or 0) <= packages[block.get("physical id")] for block in blocks)


def _name(text: str | None) -> str | None:
    return text if text and not text.isdecimal() else None


def _sockets(blocks: list[dict[str, str]]) -> int | None:
    """Count the packages; unknown where a block names none (one processor, or a guest)."""
    packages = {block.get("physical id") for block in blocks}
    return None if None in packages else len(packages) or None


def _cores(blocks: list[dict[str, str]]) -> int | None:
    """Count the cores of all packages: a core is known by its number within its package."""
    cores = {(block.get("physical id"), block.get("core id")) for block in blocks}
    if any(None in core for core in cores):
        return None
    declared = {block["physical id"]: number(block.get("cpu cores")) for block in blocks}
    known = [count for count in declared.values() if count]
    return max(len(cores), sum(known)) if len(known) == len(declared) else len(cores)


def flags_of(text: str | None) -> tuple[tuple[str, ...] | None, bool | None]:
    """Return the flags, and whether long mode (64 bits) is among them.

    A word that is no flag ("con$") shows where a display cut the line: what is missing is then unknown, and only what
    was seen is sure.
    """
    flags = tuple((text or "").split())
    if not flags:
        return None, None
    if all(re.fullmatch(r"[a-z0-9_]+", flag) for flag in flags):
        return flags, "lm" in flags
    return None, True if "lm" in flags else None


def number(text: str | None) -> int | None:
    """Return a whole number, None for anything else ("-", "unknown")."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 9 else None


def max_mhz(world: World) -> int | None:
    """Return the highest frequency that the driver knows (cpufreq's cpuinfo_max_freq, in kHz), not the one of now."""
    khz = number(_told(world, f"{_CPU0}/cpufreq/cpuinfo_max_freq"))
    return round(khz / 1000) if khz else None


def caches(world: World) -> tuple[Cache, ...] | None:
    """Return the caches that the first core has or shares; None where the kernel does not list them all."""
    names = [name for name in world.names(f"{_CPU0}/cache") or () if re.fullmatch(r"index\d+", name)]
    found = [_cache(world, f"{_CPU0}/cache/{name}") for name in names]
    sure = tuple(cache for cache in found if cache is not None)
    return sure if sure and len(sure) == len(found) else None


def _cache(world: World, folder: str) -> Cache | None:
    level, size = number(_told(world, f"{folder}/level")), size_bytes(_told(world, f"{folder}/size"))
    kind = (_told(world, f"{folder}/type") or "").lower()
    return Cache(level=level, kind=kind or None, size_bytes=size) if level and size else None


def size_bytes(text: str | None) -> int | None:
    """Return "32K", "8 MiB" or "1.5 MiB" in bytes."""
    match = re.fullmatch(r"([0-9]{1,6}(?:[.,][0-9]+)?) ?([KMG])(?:i?B)?", (text or "").strip())
    return round(float(match[1].replace(",", ".")) * _UNITS[match[2]]) or None if match else None


def _told(world: World, path: str) -> str | None:
    try:
        return world.read(path).strip()
    except FactError:
        return None
