"""The signed papers of a tower: certificates, NOT ERASED reports, notes of destruction; who signed, and is it known."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Response
from sqlalchemy import Connection, select

from pcsol.errors import CertificateUnreadableError
from pcsol.i18n import N_, _
from pcsol.judge.certificate import check, read
from pcsol.judge.letters.form import form
from pcsol.model.papers.certificate import Certificate, NotErased
from pcsol.model.papers.context import Checked
from pcsol.model.papers.signers import Signer
from pcsol.model.probe import Probe
from pcsol.report.certificate import verdicts
from pcsol.report.certificate.pdf import pdf
from pcsol.server import faults
from pcsol.server.access.guards import TheHub, Volunteer
from pcsol.server.database.tables import record
from pcsol.server.letters.judged import bodies
from pcsol.server.stations.signers import signers
from pcsol.server.towers.pages import opened

router = APIRouter(include_in_schema=False)

_VALIDATIONS = {
    "accepted": N_("accepted"), "repeat": N_("to be erased again"), "escalate": N_("to be erased another way"),
    "destroy": N_("to be destroyed"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """A paper on the page of its tower. `signer`: who vouches for it, "" where nobody known does."""

    id: str
    record: str
    disk: str | None
    title: str
    level: str
    validation: str
    end: str
    made_at: datetime
    signer: str
    key: str
    station: str


@dataclass(frozen=True, slots=True)
class Disk:
    """A disk and its papers, the newest first. `here`: it was in the tower at the last probe."""

    id: str | None
    name: str
    model: str | None
    size_bytes: int | None
    here: bool
    papers: tuple[Shown, ...]


@router.get("/towers/{name}/papers/{id_}.json")
def paper_json(hub: TheHub, caller: Volunteer, name: str, id_: str) -> Response:
    """Return a paper as it was signed: this file is what counts."""
    paper = _one(hub, caller, name, id_)
    content = json.dumps(paper, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return _file(content.encode(), "application/json", f"{id_}.json", "attachment")


@router.get("/towers/{name}/papers/{id_}.pdf")
def paper_pdf(hub: TheHub, caller: Volunteer, name: str, id_: str) -> Response:
    """Return a paper to print, in both languages; it is made anew of the signed file, which lies inside it."""
    return _file(pdf(read(_one(hub, caller, name, id_))), "application/pdf", f"{id_}.pdf", "inline")


def of_tower(connection: Connection, number: int, structure: int) -> list[Shown]:
    """Return the papers of a tower, the newest first."""
    known = signers(connection, structure)
    found = [_shown(id_, paper, known) for id_, paper in _papers(connection, number)]
    return sorted((one for one in found if one), key=lambda one: one.made_at, reverse=True)


def of_record(kind: str, id_: str, body: dict[str, Any], known: Sequence[Signer]) -> list[Shown]:
    """Return the papers that one record carries."""
    return [one for paper in bodies.papers(kind, body) if (one := _shown(id_, paper, known))]


def by_disk(probe: Probe | None, papers: Sequence[Shown]) -> list[Disk]:
    """Return the disks of the last probe with their papers, then those that papers alone know."""
    found = []
    for one in probe.disks or () if probe else ():
        if one.bus not in ("usb", "loop"):
            id_ = one.serial or one.wwn
            mine = tuple(paper for paper in papers if paper.disk == id_) if id_ else ()
            found.append(Disk(id_, one.name, one.model, one.size_bytes, here=True, papers=mine))
    here = {one.id for one in found}
    for id_ in dict.fromkeys(paper.disk for paper in papers if paper.disk not in here or paper.disk is None):
        mine = tuple(paper for paper in papers if paper.disk == id_)
        found.append(Disk(id_, "", None, None, here=False, papers=mine))
    return found


def _papers(connection: Connection, number: int) -> list[tuple[str, dict[str, Any]]]:
    wanted = select(record).where(
        record.c.tower == number, record.c.kind.in_(("wipe", "destruction")), record.c.newer.is_(False)
    )
    found = []
    for row in connection.execute(wanted.order_by(record.c.number)):
        body = opened.plain(row).get("body")
        found += [(row.id, paper) for paper in bodies.papers(row.kind, body if isinstance(body, dict) else {})]
    return found


def _shown(record_id: str, paper: dict[str, Any], known: Sequence[Signer]) -> Shown | None:
    """Return a paper as a page shows it; None for one that this hub cannot read (it stays in its record)."""
    try:
        checked, noun = check(form(paper), known), read(paper)
    except (CertificateUnreadableError, ValueError):
        return None
    erased = isinstance(noun, Certificate)
    end = "accepted" if erased else "not-erased" if isinstance(noun, NotErased) else "destroyed"
    return Shown(
        id=noun.id, record=record_id, disk=noun.device.id, title=verdicts.of(noun).title,
        level=noun.level.upper() if isinstance(noun, Certificate) else "",
        validation=_(_VALIDATIONS[noun.validation]) if isinstance(noun, Certificate | NotErased) else "",
        end=end if checked.known or end == "not-erased" else "unproven", made_at=noun.made_at,
        signer=_signer(checked), key=checked.key_id or "", station=noun.station or "",
    )  # fmt: skip


def _signer(checked: Checked) -> str:
    if not checked.known or checked.signer is None:
        return ""
    return ", ".join(part for part in (checked.signer.station, checked.signer.structure) if part)


def _one(hub: TheHub, caller: Volunteer, name: str, id_: str) -> dict[str, Any]:
    with hub.database.reading() as connection:
        row = opened.tower(connection, caller, name)
        found = [paper for _record, paper in _papers(connection, row.number) if paper.get("id") == id_]
    if not found:
        raise faults.not_found()
    return found[-1]


def _file(content: bytes, media: str, name: str, how: str) -> Response:
    safe = "".join(sign for sign in name if sign.isascii() and (sign.isalnum() or sign in "-."))
    return Response(content, media_type=media, headers={"Content-Disposition": f'{how}; filename="{safe}"'})
