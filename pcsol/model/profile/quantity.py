"""Sizes as people write them in a profile: "8 GB", "512 Mo", "1 TB"; never a bare number.

Memory is counted as on the sticks (JEDEC Standard 100B.01: 1 GB is 2^30 bytes), disks as on their labels (IDEMA
LBA1-03: 1 GB is 10^9 bytes).
"""

import re
from functools import partial
from typing import Annotated

from pydantic import BeforeValidator, Field, PlainSerializer
from pydantic_core import PydanticCustomError

MEMORY_UNITS = {"MB": 1 << 20, "GB": 1 << 30, "TB": 1 << 40}
DISK_UNITS = {"MB": 10**6, "GB": 10**9, "TB": 10**12}
_FRENCH = {"MO": "MB", "GO": "GB", "TO": "TB"}
_WRITTEN = r"^\d{1,6}([.,]\d{1,3})? ?[KMGTkmgt][Bo]$"
_SIZE = re.compile(r"\s*(\d{1,6}(?:[.,]\d{1,3})?)\s*([A-Za-z]{1,8})\s*")


def _bytes_of(units: dict[str, int], written: object) -> int:
    """Return the size in bytes. Raises PydanticCustomError ("size", "unit") for anything but number and known unit."""
    found = _SIZE.fullmatch(written) if isinstance(written, str) else None
    if found is None:
        raise PydanticCustomError("size", "not a size")
    number, unit = found.groups()
    word = _FRENCH.get(unit.upper(), unit.upper())
    if word not in units:
        raise PydanticCustomError("unit", "not a unit", {"unit": unit})
    return round(float(number.replace(",", ".")) * units[word])


def _written(units: dict[str, int], size_bytes: int) -> str:
    """Return the size as a profile writes it, in the largest unit that needs three decimals at most."""
    fitting = [unit for unit in units if size_bytes * 1000 % units[unit] == 0 and size_bytes >= units[unit]]
    unit = fitting[-1] if fitting else "MB"
    return f"{size_bytes / units[unit]:.3f}".rstrip("0").rstrip(".") + f" {unit}"


def _written_form() -> object:
    return Annotated[str, Field(pattern=_WRITTEN, examples=["8 GB", "120 GB"])]


MemoryBytes = Annotated[
    int,
    BeforeValidator(partial(_bytes_of, MEMORY_UNITS), json_schema_input_type=_written_form()),
    PlainSerializer(partial(_written, MEMORY_UNITS), return_type=str, when_used="json"),
]
DiskBytes = Annotated[
    int,
    BeforeValidator(partial(_bytes_of, DISK_UNITS), json_schema_input_type=_written_form()),
    PlainSerializer(partial(_written, DISK_UNITS), return_type=str, when_used="json"),
]
