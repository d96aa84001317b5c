"""The notes of a run of tests, on the station's own medium: PCSOL_HOME/test-notes/TOWER.json, whole and flushed.

That a test begins is noted before it begins. So the next start knows what the tower died of.
"""

import json
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Self

from pydantic import ValidationError

from pcsol import __version__
from pcsol.diagnostics.bench import Job
from pcsol.diagnostics.plan import Laid
from pcsol.errors import AlreadyTestingError, StoreError
from pcsol.i18n import _
from pcsol.model.probe import Probe
from pcsol.model.record import TowerRef
from pcsol.model.testing.notes import Going, Notes
from pcsol.model.testing.run import Tested
from pcsol.store import home as homes
from pcsol.store import medium, records

FOLDER = "test-notes"
_ASIDE = ".set-aside"


@dataclass(frozen=True, slots=True)
class Before:
    """What an earlier start left. `notes`: None where nothing can be gone on with; `news`: what is to be told of it.

    `ended`: readable notes of this tower that are not gone on with; what they hold must not be lost. `is_excused`: a
    person had it begun anew, so that what it went down in is not held against it.
    """

    notes: Notes | None = None
    ended: Notes | None = None
    news: tuple[str, ...] = ()
    is_excused: bool = False


@dataclass(frozen=True, slots=True)
class Beginning:
    """What is known when a run begins. `boot`: the kernel's boot id; `reports`: the crash reports that it has already;
    `downs`: what the tower went down in lately, in the run whose place it takes."""

    boot: str
    reports: tuple[str, ...] = ()
    downs: tuple[tuple[str, ...], ...] = ()


def name(probe: Probe) -> str:
    """Return what this tower's notes are called: by its best mark, else by its board, processor and disks."""
    tower = TowerRef(marks=probe.identity.marks)
    if any(mark.usable for mark in tower.marks):
        return records.folder_name({"tower": tower.to_json()})
    parts = [probe.machine.board.to_json(), probe.processor.model, probe.memory.total_bytes]
    parts += sorted(disk.serial or disk.wwn or "" for disk in probe.disks or () if disk.bus != "usb")
    return f"unmarked-{blake2b(json.dumps(parts, sort_keys=True).encode(), digest_size=8).hexdigest()}"


def look(home: Path, probe: Probe, laid: Laid, *, again: bool = False, run: str | None = None) -> Before:
    """Look for a run of this tower that was interrupted. What is damaged, or not of this, is set aside and told.

    `again`: a person wants it begun anew, whatever is there; `run`: go on with this one, and no other. Raises
    StoreError where it can be neither read nor set aside.
    """
    file = home / FOLDER / f"{name(probe)}.json"
    try:
        notes = Notes.model_validate_json(file.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return Before()
    except ValidationError:
        return Before(news=(_aside(file, _("The notes of an interrupted run of tests are damaged.")),))
    except OSError as err:
        raise medium.not_saved(err, file.parent) from err
    if notes.tower != name(probe):
        return Before(news=(_aside(file, _("The notes of an interrupted run of tests are of another tower.")),))
    if again or run not in {None, notes.id}:
        return Before(ended=notes, is_excused=again)
    if notes.profile != laid.profile:
        text = _("The interrupted run followed another list of tests ({title}): this one begins anew.")
        return Before(ended=notes, news=(text.format(title=notes.plan.title),))
    return Before(notes=notes)


@contextmanager
def alone(home: Path, probe: Probe) -> Iterator[None]:
    """Keep other PCSols from testing this tower meanwhile. Raises AlreadyTestingError, or StoreError."""
    homes.make(home)
    file = home / FOLDER / f"{name(probe)}.lock"
    try:
        medium.make_folder(file.parent, 0o700)
        lock = medium.locked(file)
    except OSError as err:
        raise medium.not_saved(err, file.parent) from err
    if lock is None:
        raise AlreadyTestingError(
            _("Another PCSol tests this tower just now."),
            remedy=_("Wait for its end, or end it where it was started."),
        )
    try:
        yield
    finally:
        medium.let_go(lock, file)


def is_anybody_testing(home: Path) -> bool:
    """Tell whether a PCSol tests a tower just now, this one too. What cannot be looked at is taken for a yes."""
    try:
        for file in sorted((home / FOLDER).glob("*.lock")):
            lock = medium.locked(file)
            if lock is None:
                return True
            medium.let_go(lock, file)
    except OSError:
        return True
    return False


def forget(home: Path, probe: Probe, run: str) -> None:
    """Take the notes of this run away, if there are any: only once its record is safe. Raises StoreError."""
    file = home / FOLDER / f"{name(probe)}.json"
    try:
        if Notes.model_validate_json(file.read_bytes()).id != run:
            return
        file.unlink()
        medium.flush_folder(file.parent)
    except (FileNotFoundError, NotADirectoryError, ValidationError):
        return
    except OSError as err:
        raise medium.not_saved(err, file.parent) from err


def _aside(file: Path, why: str) -> str:
    there = file.with_suffix(f"{_ASIDE}-{datetime.now(UTC):%Y%m%d%H%M%S}")
    try:
        file.replace(there)
        medium.flush_folder(file.parent)
    except OSError as err:
        raise medium.not_saved(err, file.parent) from err
    return _("{why} They lie in {file} now, and the tests begin anew.").format(why=why, file=there)


def _unheard(_fault: StoreError) -> None:
    """Nobody wants to hear it."""


class Journal:
    """`notes`: as they are on the medium. `fault`: why one could not be kept, the first time."""

    def __init__(self, file: Path | None, notes: Notes, when_unkept: Callable[[StoreError], None] = _unheard) -> None:
        """Use `begin` or `go_on`. `file`: None for a recorded machine, which cannot go down."""
        self.file = file
        self.notes = notes
        self.fault: StoreError | None = None
        self._when_unkept = when_unkept

    @classmethod
    def begin(cls, home: Path | None, probe: Probe, laid: Laid, at: Beginning, run: str | None = None) -> Self:
        """Note that a run begins, in place of an earlier one. `run`: its id. Raises StoreError."""
        notes = Notes(
            id=run or str(uuid.uuid4()),
            pcsol=__version__,
            tower=name(probe),
            marks=probe.identity.marks,
            profile=laid.profile,
            plan=laid.plan,
            started_at=datetime.now(UTC),
            boot=at.boot,
            downs=at.downs,
            crash_reports=at.reports,
        )
        return cls._opened(home, notes)

    @classmethod
    def go_on(cls, home: Path | None, notes: Notes, laid: Laid) -> Self:
        """Note that a run goes on; what can be tested now and could not before is done too. Raises StoreError."""
        known = {one.id for one in notes.plan.tests}
        tests = (*notes.plan.tests, *(one for one in laid.plan.tests if one.id not in known))
        return cls._opened(home, notes.model_copy(update={"plan": notes.plan.model_copy(update={"tests": tests})}))

    @classmethod
    def _opened(cls, home: Path | None, notes: Notes) -> Self:
        if home is None:
            return cls(None, notes)
        homes.make(home)
        folder = home / FOLDER
        try:
            medium.make_folder(folder, 0o700)
        except OSError as err:
            raise medium.not_saved(err, folder) from err
        journal = cls(folder / f"{notes.tower}.json", notes)
        journal._write(notes)
        return journal

    def begins(self, job: Job, seconds: float) -> None:
        """Note that a test begins, `seconds` into the run. It may begin once this returns. Raises StoreError."""
        going = (*self.notes.going, Going(id=job.id, exerts=job.exerts))
        self._write(self.notes.model_copy(update={"going": going, "seconds": seconds}))

    def ended(self, tested: Tested, seconds: float) -> None:
        """Note what came of a test. What cannot be noted is told, once, and the run goes on: it would be done again."""
        going = tuple(one for one in self.notes.going if one.id != tested.id)
        changes = {"going": going, "done": (*self.notes.done, tested), "seconds": seconds}
        self._try(self.notes.model_copy(update=changes))

    def pause(self, seconds: float) -> None:
        """Note that nothing is going on any more: what is not done is done at the next start, and nothing is blamed."""
        self._try(self.notes.model_copy(update={"going": (), "seconds": seconds}))

    def close(self) -> None:
        """Forget the run: only once its record is safe. Raises StoreError."""
        if self.file is None:
            return
        try:
            self.file.unlink(missing_ok=True)
            medium.flush_folder(self.file.parent)
        except OSError as err:
            raise medium.not_saved(err, self.file.parent) from err

    def _try(self, notes: Notes) -> None:
        try:
            self._write(notes)
        except StoreError as err:
            if self.fault is None:
                self.fault = err
                self._when_unkept(err)

    def _write(self, notes: Notes) -> None:
        """What happened is remembered even where it cannot be written."""
        self.notes = notes
        if self.file is not None:
            medium.write_whole(self.file, json.dumps(notes.to_json(), ensure_ascii=False).encode(), 0o600)
