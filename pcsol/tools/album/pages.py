"""An album before it lies on a disk."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

INDEX = "index.json"


@dataclass(frozen=True, slots=True)
class Pages:
    """The files of an album by their place in it ("dmidecode.txt", "sys/block/sda/size"), and its index.

    Places under sys/ and proc/ are the kernel's own names, links followed; the index has the shape of `index.json`
    without its `schema` and `pcsol`.
    """

    files: Mapping[str, bytes]
    index: Mapping[str, Any] = field(default_factory=dict)
