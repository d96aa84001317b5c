"""The notes of a batch on the station's medium: PCSOL_HOME/batches/TOWER.json, whole and flushed, or not there."""

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from pydantic import ValidationError

from pcsol.errors import BatchBusyError, StoreError
from pcsol.i18n import _
from pcsol.judge.clock import ONE_VISIT
from pcsol.judge.identity import same
from pcsol.model.batch.notes import Armed, BatchNotes, StepNote
from pcsol.model.hardware.machine import Identity, Mark
from pcsol.model.profile.batch import BatchProfile, BatchStep
from pcsol.model.record import Record, TowerRef
from pcsol.store import home as houses
from pcsol.store import medium, records

FOLDER = "batches"
_ASIDE = ".damaged"
_LOCK = "batch.lock"


@dataclass(slots=True)
class Notes:
    """What is noted of this tower's batch. Each change is on the medium before it counts."""

    home: Path
    file: Path
    kept: BatchNotes

    @classmethod
    def open(
        cls, home: Path, profile: BatchProfile, marks: tuple[Mark, ...], disks: tuple[str, ...] = (), *,
        again: bool = False,
    ) -> Self:  # fmt: skip
        """Take the tower's batch up again, or begin one: where there is none, or one of another profile, of another day
        or with other disks.

        The kernel may name two disks the other way round next time. A tower that no mark tells from others begins anew
        each time. A file that cannot be read is set aside. Raises StoreError.
        """
        file = _folder(home) / f"{records.folder_name({'tower': TowerRef(marks=marks).to_json(), 'id': 'none'})}.json"
        before = None if again else _read(file)
        now = datetime.now(UTC)
        if before is not None and sorted(before.disks) == sorted(disks) and _goes_on(before, profile, marks, now):
            notes = cls(file=file, home=home, kept=before)
            if not notes.is_over:
                notes._write(starts=before.starts + 1)
            return notes
        steps = tuple(StepNote(step=step) for step in profile.in_order)
        fresh = BatchNotes(
            id=str(uuid.uuid4()), profile=profile.id, marks=marks, disks=disks, steps=steps, started_at=now
        )
        notes = cls(file=file, home=home, kept=fresh)
        notes._write()
        return notes

    @property
    def is_over(self) -> bool:
        """Tell whether nothing is left to do."""
        return not any(self.is_to_do(one.step) for one in self.kept.steps)

    def is_to_do(self, step: BatchStep) -> bool:
        """Tell whether a step is to be done at this start. An erasure that was left out is offered again each time."""
        state = self.kept.of(step).state
        return state in {"to-do", "doing", "failed"} or (step == "erase" and state == "left-out")

    def anew_after(self, step: BatchStep) -> None:
        """A step is done once more: what follows from it is told anew, in records of its own."""
        later = [one.step for one in self.kept.steps]
        later = [one for one in later[later.index(step) + 1 :] if one in {"grade", "record", "push", "label"}]
        fresh = {one: StepNote(step=one) for one in later}
        self._write(steps=tuple(fresh.get(one.step, one) for one in self.kept.steps))

    def code(self, code: str) -> None:
        """Note the sticker's code."""
        self._write(code=code)

    def arm(self, armed: Armed | None) -> None:
        """Note that a person armed the tower, or that it is armed no more."""
        self._write(armed=armed)

    def step(self, step: BatchStep, **changes: Any) -> None:  # noqa: ANN401  # of StepNote
        """Note a change of one step."""
        steps = tuple(one.model_copy(update=changes) if one.step == step else one for one in self.kept.steps)
        self._write(steps=steps)

    def keep(self, step: BatchStep, record: Record) -> None:
        """Keep a record of this step, under one id however often this is interrupted. Raises StoreError."""
        self.step(step, keeping=record.to_json())
        self.is_kept(step)

    def is_kept(self, step: BatchStep) -> bool:
        """Say whether the record of this step is kept; one that was being kept when the tower went down is kept now.

        Raises StoreError.
        """
        noted = self.kept.of(step)
        if noted.keeping is not None:
            record = records.keep_made(self.home, Record.from_json(noted.keeping))
            self.step(step, record=record.id, keeping=None)
            return True
        return noted.record is not None

    def _write(self, **changes: Any) -> None:  # noqa: ANN401  # of BatchNotes
        self.kept = self.kept.model_copy(update=changes)
        medium.write_whole(self.file, (json.dumps(self.kept.to_json(), ensure_ascii=False, indent=1) + "\n").encode())


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Keep another batch out of this home for as long as this lasts. Raises BatchBusyError, StoreError."""
    folder = _folder(home)
    try:
        descriptor = medium.locked(folder / _LOCK)
    except OSError as err:
        raise medium.not_saved(err, folder) from err
    if descriptor is None:
        raise BatchBusyError(
            _("A batch is going on here already."), remedy=_("Look at the other console, or wait until it has ended.")
        )
    try:
        yield
    finally:
        medium.let_go(descriptor, folder / _LOCK)


def _folder(home: Path) -> Path:
    houses.make(home)
    folder = home / FOLDER
    try:
        medium.make_folder(folder)
    except OSError as err:
        raise medium.not_saved(err, folder) from err
    return folder


def _goes_on(before: BatchNotes, profile: BatchProfile, marks: tuple[Mark, ...], now: datetime) -> bool:
    """A tower that comes back after days is another visit. A clock that went back (an empty cell, and the power cut
    itself) makes none of a batch in the middle; of one that is done, nobody can tell."""
    is_same = same(Identity(marks=before.marks), Identity(marks=marks)) is True
    age = now - before.started_at
    is_done = all(one.state in {"done", "left-out"} for one in before.steps)
    return is_same and before.profile == profile.id and age < ONE_VISIT and not (is_done and age < timedelta())


def _read(file: Path) -> BatchNotes | None:
    try:
        return BatchNotes.from_json(records.read_file(file))
    except FileNotFoundError:
        return None
    except OSError as err:
        raise medium.not_saved(err, file.parent) from err
    except (StoreError, ValidationError):
        try:
            file.replace(file.with_suffix(_ASIDE))
        except OSError as err:
            raise medium.not_saved(err, file.parent) from err
        return None
