"""What papers say of the disks of a tower together (pure): of each disk, the paper that was made last."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from pcsol.judge.towers.standing import Erased
from pcsol.server.letters.judged.bodies import Proven

# Two papers of one moment: the worse counts; one that nobody known signed gives way to the same one, believed.
_RANKS = ("unproven", "accepted", "destroyed", "not-erased")


class Proof(NamedTuple):
    """How an erasure ended (`bodies.End`), and when the paper that says so was made."""

    end: str
    at: datetime


Proofs = Mapping[str, Proof]


def by_disk(papers: Iterable[Proven], arrived_at: datetime) -> dict[str, Proof]:
    """Return what the papers of one record say. One of a clock that runs ahead is not the latest for ever."""
    found: dict[str, Proof] = {}
    for one in papers:
        found = latest(found, {one.disk: Proof(one.end, min(one.at, arrived_at))})
    return found


def latest(known: Proofs, new: Proofs) -> dict[str, Proof]:
    """Return both together: the latest paper of each disk, in whatever order they arrive."""
    found = dict(known)
    for disk, proof in new.items():
        if disk not in found or _order(proof) >= _order(found[disk]):
            found[disk] = proof
    return found


def opened(text: str | None) -> dict[str, Proof]:
    """Return them from how they are kept."""
    plain = json.loads(text) if text else {}
    return {disk: Proof(end, datetime.fromisoformat(at)) for disk, (end, at) in plain.items()}


def closed(proofs: Proofs) -> str:
    """Return them as they are kept: JSON, by disk."""
    return json.dumps({disk: [proof.end, proof.at.isoformat()] for disk, proof in proofs.items()})


def of(row: Mapping[str, Any]) -> str | None:
    """Return what the column `erasure` of an opened row says."""
    return together(row["disk_ids"], row["proofs"], row["left_at"], unseen=has_unseen_disk(row))


def counted(row: Mapping[str, Any]) -> Erased:
    """Return how many disks an opened row has, and how many of them are erased by a believed certificate."""
    if row["disks"] is None:
        return Erased()
    ends = [_since(row["proofs"].get(disk), row["left_at"]) for disk in row["disk_ids"] or ()]
    return Erased(erased=ends.count("accepted"), of=row["disks"] + has_unseen_disk(row))


def has_unseen_disk(row: Mapping[str, Any]) -> bool:
    """Say whether a disk was fitted that no probe has seen there yet."""
    fitted, probed = row["disk_fitted_at"], row["probed_at"]
    return fitted is not None and (probed is None or probed < fitted)


def together(
    disk_ids: Iterable[str] | None, proofs: Proofs, left_at: datetime | None = None, *, unseen: bool = False
) -> str | None:
    """Return what papers say of a tower's disks together.

    `disk_ids`: those of its last probe, None where not all of them are known; `left_at`: when it last left to somebody
    from whom it came back: what was erased before holds their data now; `unseen`: a disk more, which nobody knows.
    "accepted": a believed certificate for each of them; "partly": for some; "none": for none of them, and an erasure
    was not accepted; "before": it was erased before it left, and not since; None: nothing is known.
    """
    found = [proofs.get(disk) for disk in disk_ids] if disk_ids is not None else [*proofs.values(), None]
    ends = [_since(proof, left_at) for proof in [*found, *([None] if unseen else [])]]
    if ends and all(end == "accepted" for end in ends):
        return "accepted"
    if "accepted" in ends:
        return "partly"
    if any(end not in {None, "before"} for end in ends):
        return "none"
    return "before" if "before" in ends else None


def _since(proof: Proof | None, left_at: datetime | None) -> str | None:
    if proof is None:
        return None
    return "before" if proof.end == "accepted" and left_at is not None and proof.at <= left_at else proof.end


def _order(proof: Proof) -> tuple[datetime, int]:
    return proof.at, _RANKS.index(proof.end)
