"""One file of a workshop, looked at as it would stand among the others: its faults, and remarks on its language."""

from pathlib import Path

from pcsol.checklist.language import remarks
from pcsol.checklist.load import Read, read_workshop
from pcsol.checklist.load.references import broken, known, undrawn
from pcsol.checklist.load.serving import lacking
from pcsol.errors import ProfileError
from pcsol.model.workshop.listing import CheckedWorkshop, Faulty, Remarked
from pcsol.store.profiles import profile_text
from pcsol.store.workshops.shelf import read_all


def check_workshop(file: Path, home: Path | None) -> CheckedWorkshop:
    """Say every fault of a file, and what is hard to read in it; also what other files would lack with it.

    Raises ProfileError when the file cannot be read at all.
    """
    read = read_workshop(profile_text(file), str(file))
    if isinstance(read, list):
        return CheckedWorkshop(file=str(file), faults=_told(read))
    faults = _among_others(read, home)
    return CheckedWorkshop(
        file=str(file),
        kind=read.noun.kind,
        id=read.noun.id,
        faults=_told(faults),
        remarks=tuple(_remarks(read)),
    )


def _among_others(read: Read, home: Path | None) -> list[ProfileError]:
    others, drawings = read_all(home)
    there = known((others | {read.noun.id: read}).values(), drawings)
    return [*broken(read, there), *undrawn(read, there), *lacking(read, others)]


def _remarks(read: Read) -> list[Remarked]:
    return [
        Remarked(
            line=read.marked.line(one.place),
            key=".".join(map(str, one.place)),
            language=one.language,
            what=one.problem,
            remedy=one.remedy,
        )
        for one in remarks(read.noun)
    ]


def _told(faults: list[ProfileError]) -> tuple[Faulty, ...]:
    return tuple(Faulty(what=one.what, remedy=one.remedy, details=one.details) for one in faults)
