"""What a batch needs of the rooms, opened for it by the hall, and by tests."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pcsol.judge.towers.standing import Erased
from pcsol.model.batch.notes import Armed
from pcsol.model.erasure.outcome import WipeRun
from pcsol.model.erasure.progress import Progress
from pcsol.model.noun import Noun
from pcsol.model.probe import Probe
from pcsol.model.profile.batch import BatchErase
from pcsol.model.record import Record
from pcsol.model.testing.run import Tested, TestRun
from pcsol.report.labels.facts import Facts
from pcsol.store.papers.keys import AskPin


class Waiting(Protocol):
    """How a door says how far it is, and learns that it should end."""

    def tests(self, going: tuple[tuple[str, float | None, float | None], ...]) -> None:
        """These tests go on: their titles, 0 to 1 of each, the seconds left."""

    def disk(self, progress: Progress) -> None:
        """A disk is being erased."""

    def say(self, text: str) -> None:
        """Show a sentence that must be seen."""

    def left(self, seconds: float | None) -> None:
        """So many seconds are left of this step."""


@dataclass(frozen=True, slots=True)
class Looked:
    """One look at the tower's disks. `disks`: their identities, in its order, "" for one that has none; `lot`: the
    donation lot that this station's records name; `refusals`: each reason of the guard in a sentence, with the identity
    of its disk; `unsigned`: why no paper could be signed, "" where it can.
    """

    disks: tuple[str, ...]
    lot: str | None
    refusals: tuple[tuple[str, str], ...] = ()
    unsigned: str = ""

    def against(self, disks: Iterable[str]) -> tuple[str, ...]:
        """Return every reason not to erase these disks; none: they may be erased."""
        wanted = set(disks)
        texts = [text for disk, text in self.refusals if disk in wanted]
        return tuple(dict.fromkeys(filter(None, [*texts, self.unsigned])))


class Rooms(Protocol):
    """The rooms of this tower."""

    def look(self) -> Probe:
        """Look at the tower."""

    def receive(self, code: str) -> None:
        """Keep that it was received under this code, unless it was already. Raises CodeFaultyError, CodeTakenError."""

    def record(self, kind: str, body: Noun, code: str | None) -> Record:
        """Make a record of this tower, kept nowhere yet."""

    def tests(self, probe: Probe, profile: str, run_id: str, waiting: Waiting) -> TestRun:
        """Run the unattended tests, or go on with them after an interruption. Raises PCSolError, StoppedError."""

    def forget_tests(self, probe: Probe, run_id: str) -> None:
        """The record of this run is safe: its notes are not needed any more. Raises StoreError."""

    def guided(self) -> tuple[Tested, ...]:
        """Return what tests with a person found in this visit, the newest of each."""

    def disks(self) -> tuple[str, ...]:
        """Return the identities of the tower's own disks, in its order; "" for one that has none."""

    def looked(self, code: str | None) -> Looked:
        """Look at its disks, at who uses them and at whose tower it is: what speaks against erasing them.

        `code`: of the sticker; a tower without a mark of its own is known by it alone, here and in `erase`.
        """

    def locked(self) -> bool:
        """Tell whether only a person's PIN is missing to sign papers."""

    def unlock(self, ask: AskPin) -> None:
        """Open the key that signs papers; `ask` returns its PIN, or None. Raises KeyLockedError, StoreError."""

    def unfinished(self, disks: tuple[str, ...]) -> bool:
        """Tell whether an erasure of one of these disks was begun and never closed."""

    def erase(self, armed: Armed, how: BatchErase, code: str | None, waiting: Waiting) -> WipeRun:
        """Erase the disks that a person named, and keep papers and record. Raises WipeError, StoreError."""

    def erased(self, probe: Probe, code: str | None) -> Erased:
        """Return how many of the disks that were seen have an accepted erasure, and how many there are.

        One of an earlier visit counts only where nothing was put on the disk since; it stands in `papers` all the same.
        """

    def push(self) -> tuple[int, str]:
        """Send what waits; return how many records are left, and why. Raises NotEnrolledError."""

    def label(self, code: str, facts: Facts) -> Path:
        """Write the label with what is known of the tower, and return its file."""
