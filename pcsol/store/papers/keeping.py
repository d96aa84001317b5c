"""Where papers lie: a folder per tower, the signed file and its PDF side by side.

    PCSOL_HOME/certificates/val-0042-d/certificat-val-0042-d-wd-madeup0042-d198aaa1f759.json
    PCSOL_HOME/certificates/val-0042-d/rapport-NON-EFFACE-val-0042-d-wd-madeup0042-b6625cbb97ba.json

Names hold what FAT takes, and nobody's name: tower, disk and number alone. A loop device's file name is left out.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pcsol.judge import certificate
from pcsol.model.erasure.outcome import Erasure
from pcsol.model.papers.certificate import Certificate, NotErased, Paper
from pcsol.model.papers.context import PaperContext
from pcsol.model.papers.destruction import Destruction
from pcsol.report.certificate.pdf import pdf
from pcsol.store import home as house
from pcsol.store import medium
from pcsol.store.operator import operator
from pcsol.store.papers.keys import StationKey

FOLDER = "certificates"
P = TypeVar("P", bound=Paper)
_NAMES: dict[type[Paper], str] = {
    Certificate: "certificat",
    NotErased: "rapport-NON-EFFACE",
    Destruction: "destruction",
}
_NO_CODE = "sans-code"
_LONGEST = 40
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Filed(Generic[P]):
    """A signed paper, and the two files that it lies in."""

    paper: P
    json: Path
    pdf: Path

    @property
    def is_certificate(self) -> bool:
        """Whether it is a certificate, and not a report."""
        return isinstance(self.paper, Certificate)


def keep(home: Path, erasure: Erasure, context: PaperContext, key: StationKey) -> Filed[Certificate] | Filed[NotErased]:
    """Make the paper of an erasure, sign it, and return it once both files are safe on the medium.

    A certificate where the erasure was accepted and the second look agrees; else a *NOT ERASED report*, also where an
    erasure says "accepted" and may not. Keeping the same erasure again writes the same files. Raises StoreFullError,
    StoreReadOnlyError or StoreGoneError.
    """
    if certificate.doubts(erasure):
        return file(home, certificate.not_erased(erasure, context), key)
    return file(home, certificate.make(erasure, context), key)


def file(home: Path, paper: P, key: StationKey) -> Filed[P]:
    """Sign a paper and keep both its files, each written whole and flushed. Raises as `keep` does."""
    signed = certificate.sign(paper, key.private)
    house.make(home)
    folder = home / FOLDER / folder_name(signed)
    try:
        medium.make_folder(folder.parent)
        medium.make_folder(folder)
    except OSError as err:
        raise medium.not_saved(err, home) from err
    name = file_name(signed)
    filed = Filed(signed, folder / f"{name}.json", folder / f"{name}.pdf")
    medium.write_whole(filed.json, certificate.content(signed))
    medium.write_whole(filed.pdf, pdf(signed))
    return filed


def here(home: Path, pcsol: str) -> PaperContext:
    """Return what this station knows for every paper: structure, station, operator. The rest is added by the caller."""
    settings, _fault = house.settled(home)
    return PaperContext(pcsol=pcsol, structure=settings.structure, station=settings.station, operator=operator())


def folder_name(paper: Paper) -> str:
    """Return the name of the tower's folder."""
    return _tame(paper.source.tower_code or "").lower() or _NO_CODE


def file_name(paper: Paper) -> str:
    """Return the name of a paper's files, without an ending."""
    device = paper.device
    disk = "loop" if device.bus == "loop" or device.model == "loop" else _tame(device.serial or device.wwn or "")
    parts = (_NAMES[type(paper)], folder_name(paper), disk.lower(), paper.id.replace("-", "")[:_DIGITS])
    return "-".join(part for part in parts if part)


def _tame(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-")[:_LONGEST].strip("-")
