"""Gather a donor's proof: the lot's towers, and every signed paper of their disks."""

import hashlib
import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from pcsol.judge.certificate import read
from pcsol.judge.certificate.reading import AnyPaper
from pcsol.model.papers.certificate import ErasurePaper
from pcsol.model.papers.proof import DonorProof, ProvenDisk, ProvenTower
from pcsol.model.papers.signers import Signer
from pcsol.server.database.tables import record, tower
from pcsol.server.letters.judged import bodies
from pcsol.server.lots import rows
from pcsol.server.stations.signers import signers

_AT_ONCE = 500
# What papers prove: by the record (SHA-256), the paper's place in it, and the signers that are believed (SHA-256).
_Key = tuple[str, int, str]
_MOST_ENDS = 20_000
_ends: dict[_Key, bodies.End | None] = {}


@dataclass(frozen=True, slots=True)
class Filed:
    """A signed paper as it arrived. `plain` keeps what a newer PCSol added to it; `noun` is what this one reads."""

    plain: dict[str, Any]
    noun: AnyPaper
    end: bodies.End

    @property
    def at(self) -> datetime:
        """When the disk was erased or destroyed."""
        return self.noun.ended_at if isinstance(self.noun, ErasurePaper) else self.noun.made_at


@dataclass(slots=True)
class Gathered:
    """A proof, and the papers that it sums up."""

    proof: DonorProof
    papers: list[Filed] = field(default_factory=list)


def gather(connection: Connection, lot: Row[Any], now: datetime) -> Gathered:
    """Return the proof of a lot: the donor's lines in their order, then the towers that are on none."""
    lines = rows.lines(connection, lot.number)
    others = rows.unlisted(connection, lot.number, lines)
    numbers = [line.tower_number for line in lines if line.tower_number] + [row.number for row in others]
    here = _towers(connection, numbers)
    papers = _papers(connection, lot.structure, numbers)
    towers = [_of_line(line, here.get(line.tower_number), papers.get(line.tower_number, [])) for line in lines]
    towers += [
        ProvenTower(asset=row.asset or "", serial=row.serial or "", **_of_tower(row, papers.get(row.number, [])))
        for row in others
    ]
    proof = DonorProof(
        structure=lot.structure_name, lot=lot.name, donor=lot.donor, received_on=lot.received_on or None, made_at=now,
        towers=tuple(towers),
    )  # fmt: skip
    return Gathered(proof, [one for number in numbers for one in papers.get(number, [])])


def _towers(connection: Connection, numbers: Sequence[int]) -> dict[int, Row[Any]]:
    found: dict[int, Row[Any]] = {}
    for some in _some(numbers):
        found |= {row.number: row for row in connection.execute(select(tower).where(tower.c.number.in_(some)))}
    return found


def _papers(connection: Connection, structure: int, numbers: Sequence[int]) -> dict[int, list[Filed]]:
    """Return the papers of each tower, the oldest first; one that was sent twice stands once."""
    known = tuple(signers(connection, structure))
    who = hashlib.sha256("\n".join(one.model_dump_json() for one in known).encode()).hexdigest()
    found: dict[int, dict[str, Filed]] = {}
    for some in _some(numbers):
        kept = connection.execute(
            select(record.c.tower, record.c.kind, record.c.digest, record.c.content)
            .where(record.c.tower.in_(some), record.c.kind.in_(["wipe", "destruction"]), record.c.newer.is_(False))
            .order_by(record.c.at, record.c.number)
        )
        for row in kept:
            body = json.loads(zlib.decompress(row.content))["body"]
            for place, plain in enumerate(bodies.papers(row.kind, body)):
                filed = _filed((row.digest, place, who), plain, known)
                if filed is not None:
                    found.setdefault(row.tower, {})[filed.noun.id] = filed
    return {number: sorted(papers.values(), key=lambda one: one.at) for number, papers in found.items()}


def _filed(key: _Key, plain: dict[str, Any], known: tuple[Signer, ...]) -> Filed | None:
    """Check a paper once for these signers: its page, its PDF and its zip ask the same of hundreds of papers."""
    if key in _ends:
        end = _ends[key]
        return Filed(plain, read(plain), end) if end is not None else None
    if len(_ends) >= _MOST_ENDS:
        _ends.clear()
    proven = bodies.of_paper(plain, known)
    if not isinstance(proven, bodies.Proven):
        _ends[key] = None
        return None
    _ends[key] = proven.end
    return Filed(plain, proven.noun, proven.end)


def _of_line(line: Row[Any], row: Row[Any] | None, papers: Sequence[Filed]) -> ProvenTower:
    named = {"asset": line.asset, "serial": line.serial, "what": line.what}
    if row is None or not (row.records or papers):
        return ProvenTower(**named, code=row.code if row else None)
    return ProvenTower(**named, **_of_tower(row, papers))


def _of_tower(row: Row[Any], papers: Iterable[Filed]) -> dict[str, Any]:
    """The last paper of a disk counts; a disk of the last probe without one is named as well."""
    names = json.loads(row.disk_ids) if row.disk_ids else None
    disks = {name: ProvenDisk(name=name) for name in names or ()}
    for one in papers:
        name = one.noun.device.id or ""
        disks[name] = _disk(name, one)
    return {
        "here": bool(row.records), "code": row.code, "model": " ".join(filter(None, (row.maker, row.model))) or None,
        "disks": tuple(disks.values()), "all_known": names is not None,
    }  # fmt: skip


def _disk(name: str, one: Filed) -> ProvenDisk:
    device, noun = one.noun.device, one.noun
    deeds = noun.deeds if isinstance(noun, ErasurePaper) else ()
    return ProvenDisk(
        name=name, model=device.model, media=device.media, size_bytes=device.size_bytes, end=one.end,
        level=noun.level if isinstance(noun, ErasurePaper) else "none",
        techniques=tuple(deed.technique for deed in deeds), at=one.at, paper=noun.id,
    )  # fmt: skip


def _some(numbers: Sequence[int]) -> Iterable[Sequence[int]]:
    return (numbers[first : first + _AT_ONCE] for first in range(0, len(numbers), _AT_ONCE))
