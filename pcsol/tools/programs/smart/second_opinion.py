"""pySMART as a second reader of smartctl's text: where two readers differ, a number is not known.

It is asked about texts only (an older smartctl, a recorded machine), never about JSON, and never for what it guesses:
it takes a missing line for "not enabled", and drops a disk whose size it cannot read. It starts smartctl itself,
through one method, which is given the text that we already have; it starts nothing here.
"""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from pcsol.model.hardware.disk import Smart

Interface = Literal["ata", "nvme", "scsi"]

_ATA = {
    "reallocated_sectors": 5,
    "reported_uncorrectable": 187,
    "pending_sectors": 197,
    "offline_uncorrectable": 198,
}
_LONGEST_TEXT = 200_000  # its patterns slow down on long lines, and no disk says more

_NVME = {
    "critical_warning": "criticalWarning",
    "percentage_used": "percentageUsed",
    "media_errors": "integrityErrors",
    "available_spare": "availableSpare",
}


def confirm(smart: Smart, text: str, interface: Interface) -> Smart:
    """Return the same facts, each counter that pySMART reads otherwise made unknown and named in the messages."""
    seen = _readings(text, interface)
    flat = {name: getattr(smart, name) for name in _ATA}
    nvme = smart.nvme.model_dump() if smart.nvme else {}
    doubted = [name for name, value in {**flat, **nvme}.items() if _differ(value, seen.get(name))]
    if not doubted:
        return smart
    notes = tuple(f"pySMART reads {name} as {seen[name]}: not believed" for name in doubted)
    changes: dict[str, Any] = {name: None for name in doubted if name in flat}
    if smart.nvme:
        changes["nvme"] = smart.nvme.model_copy(update={name: None for name in doubted if name in nvme})
    return smart.model_copy(update={**changes, "messages": smart.messages + notes})


def _differ(ours: int | None, theirs: int | None) -> bool:
    return ours is not None and theirs is not None and ours != theirs


def _readings(text: str, interface: Interface) -> dict[str, int]:
    """What pySMART makes of the text; nothing, where it stumbles (ValueError on the table of `-x`, and others)."""
    if len(text) > _LONGEST_TEXT:
        return {}
    try:
        facts = getattr(_device(text, interface), "if_attributes", None)
        if interface == "nvme":
            found = {name: getattr(facts, theirs, None) for name, theirs in _NVME.items()}
        else:
            rows = getattr(facts, "legacyAttributes", None) or [None] * 256
            found = {name: getattr(rows[number], "raw_int", None) for name, number in _ATA.items()}
    except Exception:  # noqa: BLE001  # a second reader's fault takes nothing from the first
        return {}
    return {name: value for name, value in found.items() if isinstance(value, int)}


def _device(text: str, interface: Interface) -> object:
    """pySMART's disk, fed from the text."""
    with _unchanged_process():
        from pySMART.device import Device  # noqa: PLC0415  # 84 ms that a JSON answer need not pay
        from pySMART.smartctl import Smartctl  # noqa: PLC0415

    class Recited(Smartctl):  # type: ignore[misc]  # pySMART is untyped
        """Recites the text instead of starting a program."""

        def _exec(self, cmd: list[str]) -> tuple[list[str], int]:
            return (text.splitlines(), 0) if "--all" in cmd else ([], 1)

    return Device("sda", interface=interface, smartctl=Recited(smartctl_path="smartctl"))


@contextmanager
def _unchanged_process() -> Iterator[None]:
    """Importing pySMART sets LANG=C for the whole process, and its own class for every logger to come."""
    language, logger_class = os.environ.get("LANG"), logging.getLoggerClass()
    try:
        yield
    finally:
        logging.setLoggerClass(logger_class)
        if language is None:
            os.environ.pop("LANG", None)
        else:
            os.environ["LANG"] = language
