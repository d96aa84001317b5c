"""What a tower's row in the lists says, made of its records (pure): as they arrive, and when it is made anew."""

import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pcsol.model.hardware.disk import Disk
from pcsol.model.probe import Probe
from pcsol.server.letters.letter import Letter
from pcsol.server.towers import erased, graded, states
from pcsol.server.towers.erased import Proof

_MOST = 200
_MOST_ASSET = 100
_MOST_SERIALS = 600
_GRADES = "ABCD"
_NAMING = ("code", "asset", "maker", "model", "serial", "processor")
# The columns that records alone decide, and what they say of a tower without any.
OF_RECORDS: dict[str, Any] = {
    "probed_at": None, "maker": None, "model": None, "serial": None, "form": None, "processor": None,
    "memory_bytes": None, "disks": None, "disk_bytes": None, "medium": None, "health": None, "destination": None,
    "next_step": None, "disk_ids": None, "proofs": {}, "erasure": None, "records": 0, "search": "",
    "probed_destination": None, "graded_at": None, "graded_function": None, "graded_destination": None,
    "tested_at": None, "part_at": None, "other_at": None, "function": None,
}  # fmt: skip

NOT_SIGNED_OFF: dict[str, Any] = {"signed_off_by": None, "signed_off_at": None}
# After one of these, what a second reader looked at is not as it was.
_WORK = ("test", "grade", "wipe", "destruction", "part")
# The kernel counts some megabytes more or less from start to start; no module is so small.
_A_MODULE_BYTES = 192 << 20


@dataclass(frozen=True, slots=True)
class Kept:
    """What a row takes from one record. `at`: when it counts to have been; `marks`: the usable ones, kind and value;
    `proven`: what its papers say, by disk."""

    id: str
    kind: str
    newer: bool
    at: datetime
    code: str | None = None
    marks: frozenset[tuple[str, str]] = frozenset()
    body: Mapping[str, Any] = field(default_factory=dict)
    proven: Mapping[str, Proof] = field(default_factory=dict)

    @property
    def asset(self) -> str | None:
        """The donor's own number, where this is an intake that names one."""
        if self.kind != "intake" or self.newer:
            return None
        number = self.body.get("donor_asset_number")
        return told(number, _MOST_ASSET) if isinstance(number, str) else None


def moment(letter: Letter, arrived_at: datetime) -> datetime:
    """Return when it counts to have been: a clock that runs ahead does not make a record the newest for ever."""
    return min(letter.taken_at, arrived_at)


def learn(row: dict[str, Any], kept: Kept) -> None:
    """Let a row say what this record says, where nothing newer has said it; of one that `comes_late`, not all."""
    probe, is_other = None, False
    if kept.kind == "probe" and not kept.newer and (row["probed_at"] is None or row["probed_at"] <= kept.at):
        probe = Probe.from_json(kept.body)
        seen = of_probe(probe)
        is_other = row["probed_at"] is not None and has_changed(row, seen)
        row.update(seen, probed_at=kept.at, other_at=kept.at if is_other else row["other_at"])
    if (kept.kind in _WORK or is_other) and row["signed_off_at"] is not None and kept.at >= row["signed_off_at"]:
        row.update(NOT_SIGNED_OFF)
    graded.learn(row, kept.kind, kept.at, kept.body, newer=kept.newer)
    row["proofs"] = erased.latest(row["proofs"], kept.proven)
    row["erasure"] = erased.of(row)
    row["seen_at"] = max(row["seen_at"], kept.at) if row["records"] else kept.at
    row["records"] += 1
    row["search"] = words_of_search(row, probe)


def comes_late(row: Mapping[str, Any], kept: Kept) -> bool:
    """Tell whether a look came after this record that is newer: what changed between looks is told by all of them."""
    return kept.kind in {"probe", "grade"} and row["probed_at"] is not None and row["probed_at"] > kept.at


def opened(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row of `tower` with its lists as lists."""
    ids = row["disk_ids"]
    return {**row, "disk_ids": json.loads(ids) if ids else None, "proofs": erased.opened(row["proofs"])}


def closed(row: dict[str, Any]) -> dict[str, Any]:
    """Return it as it is kept."""
    ids = None if row["disk_ids"] is None else json.dumps(row["disk_ids"])
    return {**row, "disk_ids": ids, "proofs": erased.closed(row["proofs"])}


def brought(row: Mapping[str, Any], state: str, since: datetime) -> dict[str, Any]:
    """Return the columns of an opened row that change where the tower comes to another state."""
    left = states.left(row["state"], row["state_at"], state)
    new = {"state": state, "state_at": since, "left_at": states.later(row["left_at"], left)}
    new |= NOT_SIGNED_OFF if left is not None else {}
    return {**new, "erasure": erased.of({**row, **new}), **graded.of({**row, **new})}


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
        "probed_destination": best.id[:60] if best else None,
        "next_step": probe.verdict.text[: _MOST * 4] or None,
    }  # fmt: skip


def has_changed(row: Mapping[str, Any], seen: Mapping[str, Any]) -> bool:
    """Tell whether a look found other disks, another processor or other memory; what is not known has not changed."""
    known = [name for name in ("disks", "disk_ids", "processor") if row[name] is not None and seen[name] is not None]
    sizes = row["memory_bytes"], seen["memory_bytes"]
    return any(
        sorted(row[name]) != sorted(seen[name]) if name == "disk_ids" else row[name] != seen[name] for name in known
    ) or (None not in sizes and abs(sizes[0] - sizes[1]) >= _A_MODULE_BYTES)


def words_of_search(row: Mapping[str, Any], probe: Probe | None = None) -> str:
    """Return what a search looks through: small letters, no accents; after an empty line the serials of its disks.

    `probe`: the newest one, where it came just now; else the serials stay those that the row had.
    """
    facts = dict.fromkeys(plain(str(row[name]))[:_MOST] for name in _NAMING if row.get(name))
    serials = str(row.get("search") or "").partition("\n\n")[2]
    if probe is not None:
        found = dict.fromkeys(plain(disk.serial) for disk in probe.disks or () if disk.serial)
        serials = "\n".join(one for one in found if one)[:_MOST_SERIALS]
    return "\n".join(fact for fact in facts if fact) + (f"\n\n{serials}" if serials else "")


def _ids(disks: Iterable[Disk]) -> list[str] | None:
    """Return what each disk is called on its papers; None where one of them has no name of its own."""
    ids = [disk.serial or disk.wwn for disk in disks]
    return [name for name in ids if name] if all(ids) else None


def plain(text: str) -> str:
    """Return a text as it is searched for: "Hémé" and "heme" are one."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(sign for sign in apart if not unicodedata.combining(sign) and sign.isprintable()).split())


def told(text: str | None, most: int = _MOST) -> str | None:
    """Return a text from outside for a column: one line, no control signs, not too long."""
    if text is None:
        return None
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())[:most] or None
