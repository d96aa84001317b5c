"""The records and papers kept here, gathered into towers."""

from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pcsol.errors import StoreError
from pcsol.judge.certificate.reading import AnyPaper
from pcsol.judge.identity import same
from pcsol.judge.towers.standing import Erased, inside
from pcsol.judge.towers.standing import erased as count
from pcsol.model.erasure.outcome import WipeResult, WipeRun
from pcsol.model.hardware.machine import Identity
from pcsol.model.intake import Intake
from pcsol.model.inventory.tower import Became, DiskPaper, Tower
from pcsol.model.papers.certificate import Certificate, NotErased
from pcsol.model.papers.destruction import Destruction
from pcsol.model.probe import Probe
from pcsol.model.record import Record, TowerRef
from pcsol.store import find, records
from pcsol.store.find import Fault, Kept
from pcsol.store.papers import opening

# It was with somebody else: a family, or whoever lent it.
_AWAY = ("handover", "return")


@dataclass(frozen=True, slots=True)
class Gathered:
    """Towers by key, and the records that could not be used."""

    towers: tuple[Tower, ...] = ()
    faults: tuple[Fault, ...] = ()


def gathered(home: Path) -> Gathered:
    """Return every tower that records are kept of. Raises StoreError when the medium does not answer."""
    kept = find.everything(home)
    papers = _by_disk([*_of_files(home), *_of_records(kept.records)])
    faults = list(kept.faults)
    groups = _grouped(kept)
    towers = (_tower(key, groups[key], papers, home, faults) for key in sorted(groups))
    return Gathered(tuple(towers), tuple(faults))


def erased(kept: Kept, tower: TowerRef, probe: Probe, home: Path | None) -> Erased:
    """Count accepted erasures among the disks that this look at a tower saw.

    `home`: where papers lie beside the records; None: the records alone, which no medium is asked for.
    """
    papers = _by_disk([*(_of_files(home) if home else ()), *_of_records(kept.records)])
    mine = find.of_tower(kept, tower).records
    return count(Tower(key="", seen_at=probe.taken_at, probe=probe, papers=_papers_of(probe, mine, papers)))


def _grouped(kept: Kept) -> dict[str, list[Record]]:
    """Put records together by code; those without one join the one code that their marks were seen under, else each
    other."""
    groups: dict[str, list[Record]] = defaultdict(list)
    coded, loose = _ByMark(), _ByMark()
    for record in kept.records:
        if record.tower.code:
            coded.add(record, _key(record, record.tower.code))
    for record in kept.records:
        keys = {_key(record, record.tower.code)} if record.tower.code else coded.keys_of(record)
        if len(keys) > 1:  # seen under two codes: nobody can tell whose it is
            continue
        key = min(keys or loose.keys_of(record), default=_key(record, None))
        if not keys:
            loose.add(record, key)
        groups[key].append(record)
    return groups


class _ByMark:
    """Records by the usable marks that they were seen with, so that not every one is compared with every other."""

    def __init__(self) -> None:
        self._seen: dict[str, list[tuple[Record, str]]] = defaultdict(list)

    def add(self, record: Record, key: str) -> None:
        for mark in record.tower.marks:
            if mark.usable:
                self._seen[mark.value.upper()].append((record, key))

    def keys_of(self, record: Record) -> set[str]:
        ours = Identity(marks=record.tower.marks)
        near = {id(one): (one, key) for mark in ours.marks for one, key in self._seen.get(mark.value.upper(), ())}
        return {key for one, key in near.values() if same(Identity(marks=one.tower.marks), ours) is True}


def _key(record: Record, code: str | None) -> str:
    return records.folder_name({"tower": TowerRef(code=code, marks=record.tower.marks).to_json(), "id": record.id})


def _tower(key: str, mine: list[Record], papers: dict[str, DiskPaper], home: Path, faults: list[Fault]) -> Tower:
    probe, record = _last(mine, "probe", Probe, home, faults)
    intake, _record = _last(mine, "intake", Intake, home, faults)
    last = record or mine[-1]
    return Tower(
        key=key,
        code=next((one.tower.code for one in mine if one.tower.code), None),
        structure=last.structure,
        station=last.station,
        lot=intake.lot if intake else None,
        donor_asset_number=intake.donor_asset_number if intake else None,
        form=intake.form if intake else None,
        seen_at=last.taken_at,
        record=record.id if record else None,
        probe=probe,
        papers=_papers_of(probe, mine, papers),
    )


def _papers_of(probe: Probe | None, mine: Iterable[Record], papers: dict[str, DiskPaper]) -> tuple[DiskPaper, ...]:
    """Return the papers of the disks in it that still hold, the oldest first."""
    serials = {name for disk in inside(probe) or () for name in (disk.serial, disk.wwn) if name}
    away = max((one.taken_at for one in mine if one.kind in _AWAY), default=None)
    found = {id(papers[name]): papers[name] for name in serials if name in papers and _counts(papers[name], away)}
    return tuple(sorted(found.values(), key=lambda paper: (paper.at, paper.disk)))


def _counts(paper: DiskPaper, away: datetime | None) -> bool:
    """What was erased before the tower was with somebody else holds that person's data now."""
    return paper.became != "erased" or away is None or paper.at > away


def _last(
    mine: list[Record], kind: str, noun: type[find.Body], home: Path, faults: list[Fault]
) -> tuple[find.Body | None, Record | None]:
    """Return the newest body of this kind that can be read; one that cannot is told of."""
    for record in reversed(mine):
        if record.kind == kind:
            try:
                return find.body(record, noun), record
            except StoreError as err:
                faults.append(Fault(records.file_of(home, record), err))
    return None, None


def _of_files(home: Path) -> Iterable[DiskPaper]:
    for paper in opening.kept(home):
        disk = paper.device.serial or paper.device.wwn or paper.device.id
        if disk:
            level = "none" if isinstance(paper, Destruction) else paper.level
            yield DiskPaper(disk=disk, became=_became(paper), level=level, number=paper.id, at=paper.made_at)


def _became(paper: AnyPaper) -> Became:
    if isinstance(paper, Certificate):
        return "erased"
    return "not-erased" if isinstance(paper, NotErased) else "destroyed"


def _of_records(kept: Iterable[Record]) -> Iterable[DiskPaper]:
    """Records of erasures travel without their papers (a stick of another station)."""
    for record in kept:
        if record.kind == "wipe":
            with suppress(StoreError):
                for result in find.body(record, WipeRun).results:
                    yield _of_result(result, record)


def _of_result(result: WipeResult, record: Record) -> DiskPaper:
    accepted = result.validation == "accepted"
    return DiskPaper(
        disk=result.id,
        became="erased" if accepted else "not-erased",
        level=result.level if accepted else "none",
        at=record.taken_at,
    )


def _by_disk(papers: Iterable[DiskPaper]) -> dict[str, DiskPaper]:
    """Keep the newest of each disk; of one moment, the one that has a number."""
    newest: dict[str, DiskPaper] = {}
    for paper in sorted(papers, key=lambda one: (one.number is not None, one.at)):
        known = newest.get(paper.disk)
        if known is None or paper.at >= known.at or (paper.became == known.became and paper.number):
            newest[paper.disk] = paper
    return newest
