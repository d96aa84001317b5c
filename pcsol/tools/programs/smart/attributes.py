"""Lift counters out of the ATA attribute table, each only where its name says what its number means."""

import re
from collections.abc import Iterable

from pcsol.model.hardware.disk import Attribute

# Vendors give one number several meanings (198 counts host reads on an OCZ), so a counter needs both: the number, and
# a name of smartctl's drive database that says the same.
REALLOCATED = (5, r"Realloc|Retired|Bad_B")
SPIN_RETRIES = (10, r"Spin_Retry")
REPORTED_UNCORRECTABLE = (187, r"Uncorrect|_UE_")
PENDING = (197, r"Pend")
OFFLINE_UNCORRECTABLE = (198, r"Uncorrect")
CRC_ERRORS = (199, r"CRC")
POWER_ON_HOURS = (9, r"Power_On_Hours|Power-On_Hours|Power_On_Time")
POWER_CYCLES = (12, r"Power_Cycle")
TEMPERATURES = ((194, r"Temp"), (190, r"Temp"))

_COUNTER_MAX = 0xFFFFFFFF  # four bytes; more is several numbers packed into one
_SANDFORCE_MAX = 0xFFFF  # SandForce packs a rate into 187: 2,930,222 on a drive in good health
_HOURS_MAX = 300_000  # 34 years: more than there have been disks with SMART; a known firmware fault gives 104 years
_FIRST = re.compile(r"(\d+)(?=$|[\s(])")
_HOURS = re.compile(r"(\d+)(?=$|[\s(]|h)")


def counters(attributes: Iterable[Attribute], maker: str) -> dict[str, int | None]:
    """Return the counters of Smart that an attribute table tells. `maker`: series and model of the disk."""
    held = tuple(attributes)
    return {
        "reallocated_sectors": counter(held, REALLOCATED),
        "spin_retries": counter(held, SPIN_RETRIES),
        "reported_uncorrectable": _reported_uncorrectable(held, maker),
        "pending_sectors": counter(held, PENDING),
        "offline_uncorrectable": counter(held, OFFLINE_UNCORRECTABLE),
        "crc_errors": counter(held, CRC_ERRORS),
    }


def counter(attributes: Iterable[Attribute], meaning: tuple[int, str]) -> int | None:
    """Return the count of one attribute, as smartctl decodes it; None when absent, unnamed or packed."""
    found = named(attributes, meaning)
    count = first_number(found) if found else None
    return count if count is not None and count <= _COUNTER_MAX else None


def first_number(attribute: Attribute) -> int | None:
    """Return the first number of what smartctl prints; the raw 48 bits only where it prints nothing."""
    if not attribute.raw_text:
        return attribute.raw
    first = _FIRST.match(attribute.raw_text)
    return int(first[1]) if first else None


def _reported_uncorrectable(attributes: Iterable[Attribute], maker: str) -> int | None:
    """Attribute 187 where it counts: not on a SandForce controller, which keeps an error rate there."""
    count = counter(attributes, REPORTED_UNCORRECTABLE)
    packed = count is None or count > _SANDFORCE_MAX or "sandforce" in maker.lower()
    return None if packed else count


def power_on_hours(attributes: Iterable[Attribute]) -> int | None:
    """Return whole hours from `N`, `N (a b c)`, `NhNmNs` or `Nh+NNm`; None for what no disk can have run."""
    found = named(attributes, POWER_ON_HOURS)
    first = _HOURS.match(found.raw_text) if found else None
    return plausible_hours(int(first[1])) if first else None


def plausible_hours(hours: int | None) -> int | None:
    """Return hours that a disk can have run."""
    return hours if hours is not None and hours <= _HOURS_MAX else None


def temperature(attributes: Iterable[Attribute]) -> int | None:
    """Return degrees Celsius from `N (Min/Max a/b)`; None for what is no temperature of a running disk."""
    held = tuple(attributes)
    for meaning in TEMPERATURES:
        found = plausible_celsius(counter(held, meaning))
        if found is not None:
            return found
    return None


def plausible_celsius(celsius: int | None) -> int | None:
    """Return a temperature that a running disk can have: 0 and 255 mean that there is no sensor."""
    return celsius if celsius is not None and 0 < celsius < 128 else None


def named(attributes: Iterable[Attribute], meaning: tuple[int, str]) -> Attribute | None:
    """Return the attribute of this number whose name says this meaning."""
    number, name = meaning
    return next((a for a in attributes if a.id == number and re.search(name, a.name)), None)
