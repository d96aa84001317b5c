"""A tower's row made anew of its records and of what was done to it (pure).

Records alone decide what a tower *is* (`summary`). What people and records *said* of it (its code, asset number, lot,
state, doubt) is what the last event that still counts says: one that was not undone, and whose record, if it came from
one, is still counted to this tower. Where none counts, it is what was there before the first of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pcsol.server.towers import states, summary
from pcsol.server.towers.summary import OF_RECORDS, Kept

# The column that each kind of event says something of.
SAYS = {
    "state": "state",
    "code": "code",
    "asset": "asset",
    "lot": "lot",
    "doubt": "doubt",
    "settle": "doubt",
    "sign-off": "signed_off_by",
}
# What a donor said of a tower before anybody saw it: it stands until a record says it.
ANNOUNCED = "announced"
# Events that tell of another tower when it had left, and when a part of it came or went.
DEPARTED = ("merge", "split-from")
# Events that tell of a part: what was graded, and what a second reader looked at, is not as it was.
PARTS = ("part-taken", "part-fitted", "part-undone")
# Doubts about two towers, which every next record of either would raise again; other marks are learnt the first time.
REPEATING = ("other-code", "same-marks", "several")


@dataclass(frozen=True, slots=True)
class Said:
    """An event as far as a row is concerned; `counts`: it was not undone."""

    number: int
    kind: str
    at: datetime
    details: Mapping[str, Any]
    counts: bool = True


def remade(row: Mapping[str, Any], kept: Sequence[Kept], said: Sequence[Said]) -> dict[str, Any]:
    """Return the row. `kept`: its records in the order in which they arrived; `said`: its events, the oldest first."""
    here = {one.id for one in kept}
    new = {**row, **OF_RECORDS, **_expected(said)}
    for column in ("code", "asset", "lot", "doubt", "state", "signed_off_by"):
        new.update(_said(column, [one for one in said if SAYS.get(one.kind) == column and "to" in one.details], here))
    new["settled"] = settled(said)
    new["left_at"] = _left(said, here)
    new["part_at"] = _part_at(said)
    new.update(_signed_off(new, said))
    for one in sorted(kept, key=lambda one: one.at):  # so that none comes late; those of one moment as they arrived
        summary.learn(new, one)
    new["search"] = new["search"] or summary.words_of_search(new)
    return new


def born(structure: int, number: int, kept: Sequence[Kept], now: datetime, said: Sequence[Said] = ()) -> dict[str, Any]:
    """Return the row of a tower that is made of records which another one had: what it would be if they came today."""
    state, since = states.first(kept[0].kind), kept[0].at
    for one in kept[1:]:
        after = states.after(one.kind, one.at, state, since)
        if after is not None:
            state, since = after, one.at
    asset = next((one.asset for one in kept if one.asset), None)
    row = {
        "number": number, "structure": structure, "code": None, "lot": None, "asset": asset, "state": state,
        "state_at": since, "merged_into": None, "doubt": None, "settled": None, "made_at": now, "seen_at": now,
        "disk_fitted_at": None, "signed_off_by": None, "signed_off_at": None,
    }  # fmt: skip
    return remade(row, kept, said)


def marks(kept: Iterable[Kept]) -> set[tuple[str, str]]:
    """Return the marks that a tower was seen with."""
    return {mark for one in kept for mark in one.marks}


def settled(said: Iterable[Said]) -> str | None:
    """Return the doubts that are not to be raised again: all about two towers, once a person settled one of them."""
    found = [one for one in said if one.kind == "settle" and one.counts and "merge" not in one.details]
    return " ".join(REPEATING) if any(one.details["from"] in REPEATING for one in found) else None


def departed(row: Mapping[str, Any]) -> dict[str, str | None]:
    """Return what an event tells of it to another tower: when it last left to somebody who used it, be it still there,
    and when a part of it last came or went."""
    left = states.later(row["left_at"], row["state_at"] if row["state"] in states.OUT else None)
    return {name: at.isoformat() if at else None for name, at in (("left", left), ("part_at", row["part_at"]))}


def _left(said: Iterable[Said], here: set[str]) -> datetime | None:
    """Return when it last left to somebody from whom it came back; so did what was merged into it or split from."""
    counting = [one for one in said if one.counts and one.details.get("record") in (None, *here)]
    told = [_moment(one.details.get("left")) for one in counting if one.kind in DEPARTED]
    left = [
        states.left(one.details["from"], _before(one), one.details["to"]) for one in counting if one.kind == "state"
    ]
    return states.later(*told, *left)


def _part_at(said: Iterable[Said]) -> datetime | None:
    """Return when people last told of a part; also of what was merged into it or split from."""
    told = [_moment(one.details.get("part_at")) for one in said if one.kind in DEPARTED and one.counts]
    return states.later(*told, *(one.at for one in said if one.kind in PARTS))


def _signed_off(row: Mapping[str, Any], said: Sequence[Said]) -> dict[str, Any]:
    """The last that was not undone, unless the tower came back from somebody since, or a part of it was changed."""
    signed = [one for one in said if one.kind == "sign-off" and one.counts]
    if not signed or (row["left_at"] is not None and row["left_at"] >= signed[-1].at):
        return summary.NOT_SIGNED_OFF
    if any(one.kind in PARTS and one.number > signed[-1].number for one in said):
        return summary.NOT_SIGNED_OFF
    return {"signed_off_at": signed[-1].at}


def _expected(said: Iterable[Said]) -> dict[str, Any]:
    told = next((one.details for one in said if one.kind == ANNOUNCED), {})
    return {"model": told.get("what") or None, "serial": told.get("serial") or None}


def _said(column: str, said: Sequence[Said], here: set[str]) -> dict[str, Any]:
    if not said:
        return {}
    counting = [one for one in said if one.counts and one.details.get("record") in (None, *here)]
    if column != "state":
        return {column: counting[-1].details["to"] if counting else said[0].details["from"]}
    if not counting:
        return {"state": said[0].details["from"], "state_at": _before(said[0])}
    last = counting[-1]
    return {"state": last.details["to"], "state_at": _moment(last.details.get("since")) or last.at}


def _before(first: Said) -> datetime:
    return _moment(first.details.get("before")) or first.at


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
