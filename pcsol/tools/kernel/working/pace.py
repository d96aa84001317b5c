"""How quick the processor is, how quick it should be, and whether heat slowed it down (/sys, /proc/cpuinfo)."""

import re

from pcsol.tools.kernel.working.told import number, text
from pcsol.tools.world.world import World

_CPUS = "/sys/devices/system/cpu"
_COUNTERS = ("core_throttle_count", "package_throttle_count")


def cpus(world: World) -> tuple[str, ...]:
    """Return the folders of all threads of the processor."""
    names = world.names(_CPUS) or ()
    return tuple(f"{_CPUS}/{name}" for name in names if re.fullmatch(r"cpu\d+", name))


def mhz(world: World, folders: tuple[str, ...]) -> float | None:
    """Return the mean frequency of now: cpufreq's where there is such a driver, else that of /proc/cpuinfo."""
    seen = [khz / 1000 for folder in folders if (khz := number(world, f"{folder}/cpufreq/scaling_cur_freq"))]
    seen = seen or [float(found) for found in re.findall(r"(?m)^cpu MHz\s*: ([\d.]+)", text(world, "/proc/cpuinfo"))]
    return sum(seen) / len(seen) if seen else None


def base_mhz(world: World, model: str | None) -> float | None:
    """Return the frequency that the maker promises under load; None where nobody says it.

    intel_pstate tells it, Intel's names end with it ("@ 3.20GHz"), and the steps that acpi-cpufreq lists are without
    any boost.
    """
    told = number(world, f"{_CPUS}/cpu0/cpufreq/base_frequency")
    if told:
        return told / 1000
    named = re.search(r"@ (\d+(?:\.\d+)?) ?GHz", model or "")
    if named:
        return float(named[1]) * 1000
    steps = text(world, f"{_CPUS}/cpu0/cpufreq/scaling_available_frequencies").split()
    return max((int(khz) / 1000 for khz in steps if khz.isdecimal()), default=None)


def throttles(world: World, folders: tuple[str, ...]) -> dict[str, int]:
    """Return each counter of slowing down for heat, by its path; none where the kernel has none (AMD, guests)."""
    paths = (f"{folder}/thermal_throttle/{counter}" for folder in folders for counter in _COUNTERS)
    counted = ((path, number(world, path)) for path in paths)
    return {path: count for path, count in counted if count is not None}
