"""The towers that a batch of letters may belong to, read at once, changed in memory, and written at once."""

import hashlib
import json
import zlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert

from pcsol.server.access.caller import Caller
from pcsol.server.database.tables import event, mark, record, tower
from pcsol.server.letters import alike, statements
from pcsol.server.letters.judged.recognise import Known, decide, usable
from pcsol.server.letters.letter import Letter
from pcsol.server.lots import arrival
from pcsol.server.towers import announce, erased, rebuild, states, summary
from pcsol.server.towers.summary import Kept

Post = tuple[Letter, Caller]
Key = tuple[int, str]
_FIXED = ("structure", "made_at")
_EMPTY = dict.fromkeys(column.name for column in tower.columns)
# Towers that are not written yet are held from here on: the newest, as their numbers will be.
_NEW = 2**62
# A tenth more bytes than by level 6, for half of the time.
_LEVEL = 3


class Pigeonholes:
    """What is known of the towers of these letters. Two processes never work on one tower at once."""

    def __init__(self, connection: Connection, now: datetime, posts: Sequence[Post]) -> None:
        """Read it, and hold it until the end of the transaction."""
        self._connection, self._now = connection, now
        self._marks = {_key(*post): usable(post[0].marks) for post in posts}
        self._hold(posts)
        self._kept = self._read_kept(posts)
        self._rows: dict[int, dict[str, Any]] = {}
        self._known: dict[int, Known] = {}
        self._new_rows: list[dict[str, Any]] = []
        self._read_towers(posts)
        self._records: list[dict[str, Any]] = []
        self._new_marks: list[dict[str, Any]] = []
        self._events: list[dict[str, Any]] = []
        self._changed: set[int] = set()
        self._late: list[dict[str, Any]] = []
        self._arrivals: list[arrival.Arrival] = []

    def sort(self, letter: Letter, station: Caller) -> int:
        """Count a letter to its tower, in memory. Return the status of the answer."""
        there = self._kept.get(_key(letter, station))
        if there is not None:
            return 200 if there == letter.digest else 409
        row = self._tower_of(letter, _of(station), station)
        self._kept[_key(letter, station)] = letter.digest
        self._records.append(self._record(letter, station, row["number"]))
        self._learn(row, letter, station)
        return 201

    def write(self) -> None:
        """Write all that was sorted: some statements for the whole batch, whatever its size."""
        written = self._write_new()
        arrival.link(self._connection, self._now, self._arrivals)
        changed = [self._rows[number] for number in sorted(self._changed)]
        changed += [row for row, before in zip(self._new_rows, written, strict=True) if _columns(row) != before]
        if changed:
            self._connection.execute(statements.CHANGE, [{"key": row["number"], **_columns(row)} for row in changed])
        for table, lines in ((mark, self._new_marks), (record, self._records), (event, self._events)):
            if lines:
                self._connection.execute(insert(table), [self._numbered(line) for line in lines])
        if self._late:
            rebuild.rewrite(self._connection, {row["number"] for row in self._late})

    def _write_new(self) -> list[dict[str, Any]]:
        """Write the towers that were not known, and let their rows say their numbers. Return what was written."""
        written = [_columns(row) for row in self._new_rows]
        if written:
            fixed = [{name: row[name] for name in _FIXED} for row in self._new_rows]
            rows = [{**one, **columns} for one, columns in zip(fixed, written, strict=True)]
            for row, number in zip(self._new_rows, self._connection.scalars(statements.ADD, rows), strict=True):
                row["number"] = number
        return written

    def _numbered(self, line: dict[str, Any]) -> dict[str, Any]:
        """A line names a tower by where its row is held; here the row tells its number."""
        return {**line, "tower": self._rows[line["tower"]]["number"]}

    def _hold(self, posts: Sequence[Post]) -> None:
        """Wait for whoever works on one of these towers (PostgreSQL; SQLite has one writer)."""
        if self._connection.dialect.name != "postgresql":
            return
        keys = {_lock(name) for post in posts for name in self._names(*post)}
        self._connection.execute(statements.LOCKS, {"keys": sorted(keys)})

    def _names(self, letter: Letter, station: Caller) -> Iterable[str]:
        yield f"{station.structure} record {letter.id}"
        yield from (f"{station.structure} {one.value}" for one in self._marks[_key(letter, station)])
        if letter.code:
            yield f"{station.structure} {letter.code}"

    def _read_kept(self, posts: Sequence[Post]) -> dict[Key, str]:
        """An id is its structure's own: nobody can take one away from another."""
        rows = self._connection.execute(statements.SAME_IDS, {"ids": [_key(*post) for post in posts]})
        return {(row.structure, row.id): row.digest for row in rows}

    def _read_towers(self, posts: Sequence[Post]) -> None:
        codes = {(_of(station), letter.code) for letter, station in posts if letter.code}
        values = {(key[0], one.value) for key, marks in self._marks.items() for one in marks}
        numbers: set[int] = set()
        if codes:
            numbers.update(self._connection.scalars(statements.OF_CODES, {"codes": list(codes)}))
        if values:
            found = alike.alike(self._connection, list(values))
            numbers.update(found.towers)
            if found.shared:
                self._marks = {
                    key: tuple(one for one in marks if (key[0], one.value) not in found.shared)
                    for key, marks in self._marks.items()
                }
        self._read(numbers)

    def _read(self, numbers: set[int]) -> None:
        """Read towers, and those that they were merged into."""
        missing = numbers - self._rows.keys()
        if not missing:
            return
        for row in self._connection.execute(statements.HELD, {"numbers": list(missing)}).mappings():
            self._rows[row["number"]] = summary.opened(dict(row))
            self._known[row["number"]] = Known(row["number"], row["code"], row["seen_at"].timestamp())
        for one in self._connection.execute(statements.MARKS, {"numbers": list(missing)}):
            self._known[one.tower].marks.add((one.kind, one.value))
        self._read({row["merged_into"] for row in self._rows.values() if row["merged_into"]})

    def _tower_of(self, letter: Letter, structure: int, station: Caller) -> dict[str, Any]:
        marks = self._marks[_key(letter, station)]
        mine = [known for known in self._known.values() if self._rows[known.number]["structure"] == structure]
        by_code = next((self._whole(known) for known in mine if letter.code and known.code == letter.code), None)
        pairs: set[tuple[str, str]] = {(one.kind, one.value) for one in marks}
        twins = {whole.number: whole for whole in (self._whole(known) for known in mine if known.marks & pairs)}
        decision = decide(letter.code, marks, by_code, list(twins.values()))
        row = self._rows[decision.tower.number] if decision.tower else self._new(letter, structure)
        known = self._known[row["number"]]
        if decision.give_code:
            self._event(row, "code", station, {"from": None, "to": letter.code, "record": letter.id})
            row["code"] = known.code = letter.code
        if decision.doubt and row["doubt"] is None and decision.doubt not in str(row["settled"]).split():
            row["doubt"] = decision.doubt
            self._event(row, "doubt", station, {"from": None, "to": decision.doubt, "record": letter.id})
        self._remember(known, structure, pairs)
        return row

    def _whole(self, known: Known) -> Known:
        """A tower that was merged counts to the one that it was merged into."""
        while (into := self._rows[known.number]["merged_into"]) is not None:
            known = self._known[into]
        return known

    def _new(self, letter: Letter, structure: int) -> dict[str, Any]:
        at, number = summary.moment(letter, self._now), _NEW + len(self._new_rows)
        row = announce.columns(structure, letter.code, states.first(letter.kind), at, self._now)
        self._rows[number] = summary.opened({**_EMPTY, **row, "number": number})
        self._new_rows.append(self._rows[number])
        self._known[number] = Known(number, letter.code, at.timestamp())
        return self._rows[number]

    def _remember(self, known: Known, structure: int, pairs: set[tuple[str, str]]) -> None:
        for kind, value in sorted(pairs - known.marks):
            self._new_marks.append({"structure": structure, "tower": known.number, "kind": kind, "value": value})
        known.marks |= pairs

    def _record(self, letter: Letter, station: Caller, number: int) -> dict[str, Any]:
        return {
            "id": letter.id, "structure": _of(station), "tower": number, "kind": letter.kind,
            "station": None if letter.standing == "here" else station.number,
            "schema": letter.schema[:60], "at": summary.moment(letter, self._now), "arrived_at": self._now,
            "standing": letter.standing, "newer": letter.newer, "operator": summary.told(letter.operator),
            "digest": letter.digest, "content": zlib.compress(letter.content, _LEVEL),
            "proven": erased.closed(erased.by_disk(letter.proven, self._now)) if letter.proven else None,
        }  # fmt: skip

    def _learn(self, row: dict[str, Any], letter: Letter, station: Caller) -> None:
        """Let the tower's row say what this letter says, and note what it led to."""
        kept = _kept(letter, summary.moment(letter, self._now), self._now)
        if kept.asset and not row["asset"]:
            self._event(row, "asset", station, {"from": row["asset"], "to": kept.asset, "record": letter.id})
            row["asset"] = kept.asset
        self._arrivals += arrival.told(row, letter, station.who)
        if summary.comes_late(row, kept):
            self._late.append(row)
        summary.learn(row, kept)
        after = states.after(letter.kind, kept.at, row["state"], row["state_at"])
        if after is not None:
            details = states.change(row["state"], row["state_at"], after, kept.at)
            self._event(row, "state", station, {**details, "record": letter.id})
            row.update(summary.brought(row, after, kept.at))
        if row["number"] < _NEW:
            self._changed.add(row["number"])

    def _event(self, row: dict[str, Any], kind: str, station: Caller, details: dict[str, Any]) -> None:
        self._events.append({
            "structure": row["structure"], "tower": row["number"], "kind": kind, "at": self._now, "who": station.who,
            "details": json.dumps(details),
        })  # fmt: skip


def _columns(row: dict[str, Any]) -> dict[str, Any]:
    closed = summary.closed(row)
    return {name: closed[name] for name in statements.CHANGING}


def _kept(letter: Letter, at: datetime, now: datetime) -> Kept:
    body = letter.plain.get("body")
    return Kept(
        letter.id, letter.kind, letter.newer, at, letter.code, body=body if isinstance(body, dict) else {},
        proven=erased.by_disk(letter.proven, now),
    )  # fmt: skip


def _of(station: Caller) -> int:
    assert station.structure is not None  # noqa: S101  # a station belongs to one: stations.enrol
    return station.structure


def _key(letter: Letter, station: Caller) -> Key:
    return _of(station), letter.id


def _lock(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
