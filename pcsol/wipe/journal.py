"""The notes of a running erasure, on the station's own medium: whole and flushed, or not there.

Two files per disk in PCSOL_HOME/journal: NAME.json is written anew every few seconds, NAME.PRINT.key once. All keys of
the job come from that one, which is overwritten and taken away at the end. Nobody could read the disk with it anyway:
it only tells our noise from other noise.
"""

import hashlib
import json
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from pcsol.errors import StoreError
from pcsol.model.erasure.attempt import Attempt
from pcsol.model.erasure.candidate import Candidate
from pcsol.model.erasure.hidden import HiddenAreas
from pcsol.model.erasure.journal import CipherName, DiskIdentity, Entry
from pcsol.model.erasure.outcome import Canaries, SectorRange, SpeedPoint, StepOutcome
from pcsol.model.erasure.plan import Plan
from pcsol.model.hardware.disk import Disk
from pcsol.store import home as homes
from pcsol.store import medium
from pcsol.wipe import notes

FOLDER = "journal"
_KEY_BYTES = 32


def _nothing(*_what: object) -> None:
    """Hear it, and do nothing."""


class Journal:
    """`entry`: what is noted; None before `begin`. `fault`: why a note could not be kept, the first time in this run.

    `when_unkept`: called with it then; `when_closed`: called once the job is forgotten.
    """

    def __init__(self, file: Path, identity: DiskIdentity, entry: Entry | None, key: bytes) -> None:
        """Use `Journal.open`."""
        self.file = file
        self.identity = identity
        self.entry = entry
        self.fault: StoreError | None = None
        self.when_unkept: Callable[[StoreError], None] = _nothing
        self.when_closed: Callable[[], None] = _nothing
        self._key = key

    @classmethod
    def open(cls, home: Path, candidate: Candidate) -> Self:
        """Open the notes on this disk, if there are any. Writes nothing.

        Raises JournalFaultyError when they are damaged or of another disk, WipeRefusedError for a disk without a name.
        """
        identity = DiskIdentity.of(candidate)
        file = home / FOLDER / f"{notes.name(candidate, identity)}.json"
        entry = notes.read(file, identity)
        return cls(file, identity, entry, notes.read_key(file, entry) if entry else b"")

    @property
    def interrupted(self) -> bool:
        """Tell whether an erasure of this disk was begun and not ended."""
        return self.entry is not None

    def begin(
        self,
        plan: Plan,
        cipher: CipherName,
        earlier: tuple[Attempt, ...] = (),
        resumed: int = 0,
        before: Disk | None = None,
        hidden: HiddenAreas | None = None,
    ) -> None:
        """Note that this plan is about to be carried out. Before it returns, nothing may be written to the disk.

        Of the same job: `earlier`, the ways that were not effective; `resumed`, how often it went on; `before`, the
        disk's health at its beginning; `hidden`, what it hid. A password that an earlier plan left on the disk stays
        noted. Raises StoreError: a station that cannot note this cannot note where it was either, and a disk whose
        erasure cannot be resumed, or whose password is noted nowhere, is worse than one that was not begun.
        """
        homes.make(self.file.parents[1])
        try:
            medium.make_folder(self.file.parent, 0o700)
        except OSError as err:
            raise medium.not_saved(err, self.file.parent) from err
        self._key = secrets.token_bytes(_KEY_BYTES)
        key_file = notes.key_file(self.file, notes.print_of(self._key))
        medium.write_whole(key_file, self._key)
        now = datetime.now(UTC)
        self._save(
            Entry(
                identity=self.identity,
                plan=plan,
                key_print=notes.print_of(self._key),
                cipher=cipher,
                started_at=now,
                noted_at=now,
                resumed=resumed,
                earlier=earlier,
                before=before,
                hidden=hidden,
                read_error_seconds=self.entry.read_error_seconds if self.entry and earlier else 0.0,
                ata_password=self.entry.ata_password if self.entry else None,
            )
        )
        self._scrub_keys(but=key_file)

    def key(self, label: str) -> bytes:
        """Return 32 secret bytes for one use ("step 0", "canaries"), always the same in one job."""
        return hashlib.blake2b(label.encode(), key=self._key, digest_size=32, person=b"pcsol-wipe-key").digest()

    def must_note(self, **changes: object) -> None:
        """Note changes of the entry. Raises StoreError when they are not on the medium: for what may not be lost."""
        if self.entry is None:
            raise RuntimeError("nothing was begun")
        self._save(self.entry.model_copy(update={**changes, "noted_at": datetime.now(UTC)}))

    def note(self, **changes: object) -> None:
        """Note changes, or tell, and remember in `fault`, that they could not be.

        The erasure goes on: the older note still names a place from which it is safe to resume, and half a disk
        erased is worse than a whole one whose progress is not noted.
        """
        try:
            self.must_note(**changes)
        except StoreError as err:
            if self.fault is None:
                self.fault = err
                self.when_unkept(err)

    def keep(
        self,
        offset_bytes: int,
        unwritten: tuple[SectorRange, ...],
        seconds: float,
        speed: tuple[SpeedPoint, ...],
        error_seconds: float = 0.0,
    ) -> None:
        """Note how far a written step is, flushed; and what it took from its beginning on, earlier runs included."""
        spent = {"spent_seconds": seconds, "error_seconds": error_seconds}
        self.note(offset_bytes=offset_bytes, unwritten=unwritten, speed=speed, **spent)

    def step_ended(self, finished: tuple[StepOutcome, ...], looked: Canaries) -> None:
        """Note that one more step ended well: the next one begins at its own beginning; what marks showed is kept."""
        self.note(step=len(finished), finished=finished, looked=looked, **notes.STEP_NOT_BEGUN)

    def password_comes(self, password: str) -> None:
        """Note an ATA password before it is set. Raises StoreError, and then it may not be set."""
        self.must_note(ata_password=password)

    def password_gone(self) -> None:
        """Note that the disk was seen to have no password any more."""
        self.note(ata_password=None)

    def close(self) -> None:
        """Forget the job: its notes first, then its key, overwritten. Raises StoreError."""
        try:
            self.file.unlink(missing_ok=True)
        except OSError as err:
            raise medium.not_saved(err, self.file.parent) from err
        self._scrub_keys()
        self.entry, self._key = None, b""
        self.when_closed()

    def _save(self, entry: Entry) -> None:
        self.entry = entry
        medium.write_whole(self.file, json.dumps(entry.to_json(), ensure_ascii=False).encode())

    def _scrub_keys(self, but: Path | None = None) -> None:
        """Overwrite the keys of this disk, those that a power cut left without notes as well."""
        for key_file in self.file.parent.glob(f"{self.file.stem}.*.key"):
            if key_file != but:
                medium.scrub(key_file)
