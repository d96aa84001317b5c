"""What a tower's row in the lists says, made of its records (pure)."""

import unicodedata
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pcsol.model.hardware.disk import Disk
from pcsol.model.probe import Probe
from pcsol.server.letters.letter import Letter

_MOST = 200
_MOST_SEARCH = 1_500
_GRADES = "ABCD"


def moment(letter: Letter, arrived_at: datetime) -> datetime:
    """Return when it counts to have been: a clock that runs ahead does not make a record the newest for ever."""
    return min(letter.taken_at, arrived_at)


def of_probe(probe: Probe) -> dict[str, Any]:
    """Return the columns that a probe fills."""
    disks = [disk for disk in probe.disks or () if disk.bus not in ("usb", "loop")]
    grades = [disk.health.grade for disk in disks if disk.health.grade]
    sizes = [disk.size_bytes for disk in disks if disk.size_bytes]
    media = {disk.medium for disk in disks if disk.medium}
    best = next((one for one in probe.verdict.profiles if one.id == probe.verdict.destination), None)
    return {
        "maker": told(probe.machine.manufacturer), "model": told(probe.machine.model),
        "serial": told(probe.machine.serial), "form": probe.machine.form_factor,
        "processor": told(probe.processor.model), "memory_bytes": probe.memory.total_bytes,
        "disk_ids": _ids(disks) if probe.disks is not None else None,
        "disks": len(disks) if probe.disks is not None else None, "disk_bytes": sum(sizes) if sizes else None,
        "medium": media.pop() if len(media) == 1 else "mixed" if media else None,
        "health": max(grades, key=_GRADES.index) if grades and len(grades) == len(disks) else None,
        "destination": best.id[:60] if best else None,
        "next_step": probe.verdict.text[: _MOST * 4] or None,
    }  # fmt: skip


def erasure(disk_ids: Iterable[str] | None, proofs: dict[str, str]) -> str | None:
    """Return what papers say of a tower's disks together.

    `disk_ids`: those of its last probe, None where not all of them are known. "accepted": a believed certificate for
    each of them; "partly": for some; "none": for none of them, and an erasure was not accepted; None: nothing is known.
    """
    ends = [proofs.get(disk) for disk in disk_ids] if disk_ids is not None else [*proofs.values(), None]
    if ends and all(end == "accepted" for end in ends):
        return "accepted"
    if any(end == "accepted" for end in ends):
        return "partly"
    return "none" if any(ends) else None


def words_of_search(row: dict[str, Any], probe: Probe | None, more: Iterable[str] = ()) -> str:
    """Return what a search looks through: small letters, no accents, serial numbers included."""
    facts = [row.get(name) for name in ("code", "asset", "maker", "model", "serial", "processor")]
    serials = [disk.serial for disk in probe.disks or ()] if probe else []
    kept = [] if probe else str(row.get("search") or "").split("\n")
    words = [plain(str(word)) for word in [*facts, *serials, *more] if word]
    return "\n".join(dict.fromkeys([*words, *kept]))[:_MOST_SEARCH]


def _ids(disks: Iterable[Disk]) -> list[str] | None:
    """Return what each disk is called on its papers; None where one of them has no name of its own."""
    ids = [disk.serial or disk.wwn for disk in disks]
    return [name for name in ids if name] if all(ids) else None


def plain(text: str) -> str:
    """Return a text as it is searched for: "Hémé" and "heme" are one."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(sign for sign in apart if not unicodedata.combining(sign) and sign.isprintable()).split())


def told(text: str | None) -> str | None:
    """Return a text from outside for a column: one line, no control signs, not too long."""
    if text is None:
        return None
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())[:_MOST] or None
