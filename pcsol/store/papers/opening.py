"""Papers that lie somewhere: read whole, checked, found again by their disk."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from pcsol.errors import CertificateChangedError, CertificateError, CertificateUnreadableError, StoreError
from pcsol.i18n import _
from pcsol.judge.certificate import check, read
from pcsol.judge.certificate.reading import LARGEST_BYTES, AnyPaper, plain
from pcsol.model.hardware.disk import Disk
from pcsol.model.papers.certificate import Device, Source
from pcsol.model.papers.context import Checked, CheckedFile
from pcsol.model.papers.signers import Signer
from pcsol.model.probe import Probe
from pcsol.model.record import Record
from pcsol.store import find
from pcsol.store.papers.keeping import FOLDER
from pcsol.tools import regular_file


def content(file: Path) -> bytes:
    """Return the bytes of a paper's file. Raises CertificateUnreadableError."""
    try:
        return regular_file.read(file, LARGEST_BYTES + 1)
    except OSError as err:
        raise CertificateUnreadableError(
            _("{file} cannot be read.").format(file=file),
            remedy=_("Look whether it is there, and give the JSON file beside the PDF."),
            details=str(err),
        ) from err


def opened(file: Path, known: Iterable[Signer]) -> tuple[AnyPaper, Checked]:
    """Return a paper that is intact, and what came of checking it.

    Raises CertificateChangedError for one that is not: nothing that it says is shown as if it were believed.
    """
    raw = content(file)
    found = check(raw, known)
    if found.state == "changed":
        raise CertificateChangedError(
            _("CHANGED: {file} is not as it was signed.").format(file=file),
            remedy=_("Do not believe it. Ask the structure that made it for the file again."),
        )
    return read(plain(raw)), found


def checked(file: Path, known: Iterable[Signer]) -> CheckedFile:
    """Return what came of checking one file; a file that cannot be read is one result among others."""
    try:
        raw = content(file)
        found = check(raw, known)
    except CertificateError as err:
        return CheckedFile(file=str(file), state="unreadable", problem=err.what)
    if found.state == "changed":
        return CheckedFile(file=str(file), state="changed")
    paper = read(plain(raw))
    return CheckedFile(
        file=str(file),
        state="intact",
        known=found.known,
        schema=paper.schema_,
        id=paper.id,
        key_id=found.key_id,
        digest=found.digest,
        signer=found.signer,
    )


def disk_of(home: Path, typed: str) -> tuple[Device, Source] | None:
    """Return the disk with this serial number or WWN and the tower it came from, by papers or records kept here.

    The newest paper counts, else the newest probe; None when nothing here names it. Raises StoreError when the medium
    does not answer.
    """
    papers = [one for one in kept(home) if typed in (one.device.id, one.device.serial, one.device.wwn)]
    if papers:
        last = max(papers, key=lambda one: one.made_at)
        return last.device, last.source
    return _probed(home, typed)


def kept(home: Path) -> Iterator[AnyPaper]:
    """Return every paper kept here that is intact."""
    for file in sorted((home / FOLDER).glob("*/*.json")):
        with suppress(CertificateError):
            yield opened(file, ())[0]


def _probed(home: Path, typed: str) -> tuple[Device, Source] | None:
    for record in reversed(find.everything(home).records):
        if record.kind != "probe":
            continue
        with suppress(StoreError):  # of a newer PCSol, or damaged: the others may tell
            found = _in_probe(record, find.body(record, Probe), typed)
            if found:
                return found
    return None


def _in_probe(record: Record, probe: Probe, typed: str) -> tuple[Device, Source] | None:
    disk = next((one for one in probe.disks or () if typed in (one.serial, one.wwn)), None)
    if disk is None:
        return None
    return _device(disk), Source(
        tower_code=record.tower.code,
        tower_manufacturer=probe.machine.manufacturer,
        tower_model=probe.machine.model,
        marks=record.tower.marks,
    )


def _device(disk: Disk) -> Device:
    return Device(
        id=disk.serial or disk.wwn,
        manufacturer=disk.vendor,
        model=disk.model,
        serial=disk.serial,
        wwn=disk.wwn,
        firmware=disk.firmware,
        media=disk.medium,
        bus=disk.bus,
        size_bytes=disk.size_bytes,
    )


def files_of(home: Path, disk_id: str | None) -> tuple[str, ...]:
    """Return the certificates kept here of the disk with this serial number or WWN, the files' names sorted."""
    return tuple(
        str(file)
        for file in sorted((home / FOLDER).glob("*/certificat-*.json"))
        if disk_id is not None and _is_of(file, disk_id)
    )


def _is_of(file: Path, disk_id: str) -> bool:
    with suppress(CertificateError):
        paper, _checked = opened(file, ())
        return disk_id in (paper.device.id, paper.device.serial, paper.device.wwn)
    return False
