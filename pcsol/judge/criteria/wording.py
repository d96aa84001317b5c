"""Sizes in the words of the moment: memory as on the sticks, disks as on their labels."""

from pcsol.i18n import _, language
from pcsol.model.profile.quantity import DISK_UNITS, MEMORY_UNITS


def spoken_memory(size_bytes: int) -> str:
    """Return "4 GB" (French: "4 Go") for 4 times 2^30 bytes."""
    return _spoken(size_bytes, MEMORY_UNITS)


def spoken_disk(size_bytes: int) -> str:
    """Return "500 GB" (French: "500 Go") for 500 times 10^9 bytes, as labels have it.

    It is never rounded up: 119.9 GB must not look like the 120 GB that are asked for.
    """
    return _spoken(size_bytes, DISK_UNITS)


def spoken_list(items: list[str], last: str) -> str:
    """Return "a, b {last} c"; `last` is the word for "and" or "or" in the language of the moment."""
    if len(items) < 2:
        return "".join(items)
    return ", ".join(items[:-1]) + f" {last} {items[-1]}"


def _spoken(size_bytes: int, units: dict[str, int]) -> str:
    unit = next((unit for unit in reversed(units) if size_bytes >= units[unit]), "MB")
    amount = size_bytes / units[unit]
    whole = units is DISK_UNITS and unit != "TB" and amount >= 10  # a label says 500 GB, not 500.1
    rounded = str(int(amount)) if whole else f"{amount:.1f}".removesuffix(".0")
    count = rounded.replace(".", ",") if language() == "fr" else rounded
    words = {"MB": _("{count} MB"), "GB": _("{count} GB"), "TB": _("{count} TB")}
    return words[unit].format(count=count)
