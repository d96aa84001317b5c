"""An erasure that was cut off among its papers: what was told of it already is not told twice.

Papers come first, then the record that tells of them, then the job's notes are forgotten. Whatever a power cut left of
that stands here: the record is the measure. A paper that no record tells of was never anybody's.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pcsol.errors import CertificateError, StoreError
from pcsol.judge.certificate.reading import AnyPaper, read
from pcsol.model.erasure.candidate import Candidate
from pcsol.model.erasure.outcome import WipeRun
from pcsol.model.papers.certificate import Certificate, NotErased
from pcsol.store import find, medium
from pcsol.store.papers import opening
from pcsol.store.papers.keeping import FOLDER
from pcsol.wipe.journal import Journal


@dataclass(frozen=True, slots=True)
class Job:
    """One disk's erasure that was begun, and whose notes are there still: by the disk's identity, and since when."""

    disk: str
    since: datetime
    journal: Journal

    def has(self, paper: AnyPaper) -> bool:
        """Tell whether a paper is of this job."""
        if not isinstance(paper, Certificate | NotErased):
            return False
        return paper.device.id == self.disk and paper.started_at == self.since


def jobs(home: Path, candidates: Iterable[Candidate]) -> tuple[Job, ...]:
    """Return what was begun on these disks and not closed. Raises JournalFaultyError, WipeRefusedError."""
    found = []
    for one in candidates:
        journal = Journal.open(home, one)
        if journal.entry is not None:
            found.append(Job(one.id or "", journal.entry.started_at, journal))
    return tuple(found)


def told(home: Path, begun: tuple[Job, ...]) -> WipeRun | None:
    """Return the record's words on these jobs where all of them are accepted there; None: something is left to do.

    A disk that is still locked with a password is never done.
    """
    if not begun or any(job.journal.entry is None or job.journal.entry.ata_password for job in begun):
        return None
    for record in reversed(find.everything(home).records):
        if record.kind == "wipe":
            with suppress(StoreError):
                run = find.body(record, WipeRun)
                papers = [_read(one.paper) for one in run.results if one.validation == "accepted" and one.paper]
                if all(any(paper and job.has(paper) for paper in papers) for job in begun):
                    return run
    return None


def untold(home: Path, begun: tuple[Job, ...]) -> tuple[Path, ...]:
    """Return the signed files of these jobs that no record tells of."""
    if not begun:
        return ()
    recorded = set()
    for record in find.everything(home).records:
        if record.kind == "wipe":
            with suppress(StoreError):
                recorded |= {str((one.paper or {}).get("id")) for one in find.body(record, WipeRun).results}
    found = []
    for file in sorted((home / FOLDER).glob("*/*.json")):
        with suppress(CertificateError):
            paper, _checked = opening.opened(file, ())
            if paper.id not in recorded and any(job.has(paper) for job in begun):
                found.append(file)
    return tuple(found)


def take_away(files: Iterable[Path]) -> None:
    """Take signed files away, with the sheet that is printed of each: another paper tells of the same erasure, and
    more. Raises StoreError."""
    for file in files:
        try:
            file.with_suffix(".pdf").unlink(missing_ok=True)
            file.unlink(missing_ok=True)
            medium.flush_folder(file.parent)
        except OSError as err:
            raise medium.not_saved(err, file.parent) from err


def _read(paper: dict[str, Any]) -> AnyPaper | None:
    with suppress(CertificateError):
        return read(paper)
    return None
