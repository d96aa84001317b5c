"""The donor's proof: a page to print, a PDF, and a zip with every signed paper."""

import json
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime

from fastapi import APIRouter, Request, Response
from starlette.responses import StreamingResponse

from pcsol.i18n import language, speaking
from pcsol.report.certificate.pdf import pdf as paper_pdf
from pcsol.report.proof.page import page as told
from pcsol.report.proof.pdf import pdf
from pcsol.server.access.guards import Technician, TheHub, Volunteer
from pcsol.server.lots.proof import Filed, Gathered, gather
from pcsol.server.lots.routes import LotNumber, lot_of
from pcsol.server.pages.frame import page
from pcsol.store.papers.keeping import file_name, folder_name

router = APIRouter(include_in_schema=False)


@router.get("/lots/{number}/proof")
def proof_page(request: Request, hub: TheHub, caller: Volunteer, number: LotNumber) -> Response:
    """Show the proof, to be printed."""
    with hub.database.reading() as connection:
        lot = lot_of(connection, caller, number)
        found = gather(connection, lot, hub.now())
    with speaking(caller.language):
        proof = told(found.proof)
    return page(request, "lots/proof.html", lot=lot, proof=proof, papers=len(found.papers))


@router.get("/lots/{number}/proof.pdf")
def proof_pdf(hub: TheHub, caller: Volunteer, number: LotNumber) -> Response:
    """Return the proof as a document."""
    with hub.database.reading() as connection:
        found = gather(connection, lot_of(connection, caller, number), hub.now())
    with speaking(caller.language):
        content = pdf(told(found.proof), found.proof.made_at)
    return Response(content, media_type="application/pdf", headers=_named(found, "pdf"))


@router.get("/lots/{number}/proof.zip")
def proof_zip(hub: TheHub, caller: Technician, number: LotNumber) -> Response:
    """Return the proof with every signed paper: as it was signed (JSON), and to read (PDF)."""
    with hub.database.reading() as connection:
        found = gather(connection, lot_of(connection, caller, number), hub.now())
    with speaking(caller.language):
        proof = told(found.proof)
        content = pdf(proof, found.proof.made_at)
    pieces = _zipped(found, content, caller.language)
    return StreamingResponse(pieces, media_type="application/zip", headers=_named(found, "zip"))


class _Tray:
    """What a zip is written to, and taken away from while it grows: it is never whole in memory."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        pass

    def take(self) -> bytes:
        found, self._pieces = b"".join(self._pieces), []
        return found


def _zipped(found: Gathered, proof: bytes, language: str) -> Iterator[bytes]:
    tray, at = _Tray(), found.proof.made_at
    with zipfile.ZipFile(tray, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]  # it only writes
        _add(archive, "preuve.pdf" if language == "fr" else "proof.pdf", proof, at)
        for one in found.papers:
            name = f"{folder_name(one.noun)}/{file_name(one.noun)}"
            _add(archive, f"{name}.json", _signed(one), at)
            _add(archive, f"{name}.pdf", paper_pdf(one.noun), at)
            yield tray.take()
    yield tray.take()


def _add(archive: zipfile.ZipFile, name: str, content: bytes, at: datetime) -> None:
    entry = zipfile.ZipInfo(name, (at.year, at.month, at.day, at.hour, at.minute, at.second))
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)


def _signed(one: Filed) -> bytes:
    """Every field as it was signed, those of a newer PCSol too."""
    return (json.dumps(one.plain, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _named(found: Gathered, ending: str) -> dict[str, str]:
    lot = re.sub(r"[^A-Za-z0-9]+", "-", found.proof.lot).strip("-")[:60].lower()
    word = "preuve" if language() == "fr" else "proof"
    return {"Content-Disposition": f'attachment; filename="{word}-{lot or "lot"}.{ending}"'}
