"""Keep records now, or as soon as the medium takes them: what waits stays in memory, also over a restart of PCSol."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from pcsol.errors import PCSolError, ProfileError, StoreError, StoreGoneError
from pcsol.i18n import _
from pcsol.model.noun import Noun
from pcsol.model.record import Record, TowerRef
from pcsol.model.settings import Settings
from pcsol.store import find, records
from pcsol.store.find import Kept
from pcsol.store.home import TOWERS, settled
from pcsol.store.letters import key
from pcsol.store.live.patience import Patience
from pcsol.store.profiles import Shelf, load_profiles
from pcsol.store.records import Moment

_SECONDS = 10.0  # slow sticks take 2 or 3 to flush a record


class Keeper:
    """Keeps records at `home`. One that cannot be kept there waits; `aside` is a folder in memory for such ones.

    A medium that hangs is waited for some seconds, and then left to itself.
    """

    def __init__(
        self,
        home: Path,
        aside: Path | None = None,
        seconds: float = _SECONDS,
        is_there: Callable[[], bool] = lambda: True,
    ) -> None:
        """Take up what an earlier run left in `aside`.

        `is_there`: whether the medium is mounted. Its mount point may be there a moment sooner, and what is written
        into it then would lie in memory.
        """
        self.home, self._aside, self._is_there = home, aside, is_there
        self._patience = Patience(seconds)
        self._settled = Settings()
        self._fault: StoreError | None = None
        self._waiting = {record.id: record for record in find.everything(aside).records} if aside else {}

    @property
    def waiting(self) -> tuple[Record, ...]:
        """What is in memory only, the oldest first."""
        return tuple(self._waiting.values())

    @property
    def fault(self) -> StoreError | None:
        """Why what waits could not be kept; None when nothing waits."""
        return self._fault if self._waiting else None

    def settled(self) -> tuple[Settings, PCSolError | None]:
        """Return what the station has settled, and what is wrong; what was read last while the medium is silent."""
        try:
            self._settled, fault = self._patience.ask(lambda: settled(self.home))
        except StoreGoneError as silent:
            what = _("The medium does not answer: the settings on it are not known.")
            return self._settled, StoreGoneError(what, remedy=silent.remedy)
        return self._settled, fault

    def key_fault(self) -> StoreError | None:
        """Return what is wrong with the key that signs records; None also while the medium is silent."""
        with suppress(StoreError):
            return self._patience.ask(lambda: key.fault(self.home))
        return None

    def shelf(self) -> Shelf:
        """Return the profiles; the shipped ones alone while the medium is silent, with a fault that says so."""
        try:
            return self._patience.ask(lambda: load_profiles(self.home))
        except StoreGoneError as silent:
            what = _("The medium does not answer: the centre's own profiles are not known.")
            shipped = load_profiles()
            return replace(shipped, faults=(*shipped.faults, ProfileError(what, remedy=silent.remedy)))

    def keep(self, kind: str, body: Noun, tower: TowerRef, moment: Moment) -> Record:
        """Make a record and return it, kept or waiting: `fault` tells. A faulty settings.yaml keeps nothing back."""
        record = self.made(kind, body, tower, moment)
        self.take(record)
        return record

    def made(self, kind: str, body: Noun, tower: TowerRef, moment: Moment) -> Record:
        """Make a record, and keep it nowhere yet."""
        return records.made(kind, body, tower, moment, self.settled()[0])

    def take(self, *made: Record) -> None:
        """Keep these in this order: a power cut in between leaves the first ones."""
        for record in made:
            self._waiting[record.id] = record
            self._put_aside(record)  # before the medium is waited for: Ctrl-C meanwhile loses nothing
        self.retry()

    def retry(self) -> None:
        """Sign and keep what waits, under the same ids: trying again never makes two of one."""
        try:
            self._patience.ask(self._put_all)
        except StoreError as err:
            self._fault = err

    def _put_all(self) -> None:
        if not self._is_there():
            raise StoreGoneError(_("NOT SAVED YET: the medium does not answer."), remedy=_("Plug it in again."))
        for record in self.waiting:
            try:
                records.keep_made(self.home, record)  # signed now: its key lies there too
            except StoreError as err:
                self._fault = err
                continue
            del self._waiting[record.id]
            self._forget(record)

    def kept(self) -> Kept:
        """Return all records: those at home as far as it answers, and those that wait."""
        try:
            there = self._patience.ask(lambda: find.everything(self.home))
        except (OSError, StoreError):
            there = Kept()
        known = {record.id for record in there.records}
        more = [record for record in self.waiting if record.id not in known]
        return Kept(tuple(sorted([*there.records, *more], key=lambda record: record.taken_at)), there.faults)

    def _put_aside(self, record: Record) -> None:
        """In memory twice: as a file, a restart of PCSol does not lose it."""
        if self._aside is not None:
            with suppress(PCSolError):
                records.put(self._aside, record.to_json())

    def _forget(self, record: Record) -> None:
        if self._aside is None:
            return
        for file in (self._aside / TOWERS).glob(f"*/*-{record.id}.json"):
            with suppress(OSError):
                file.unlink()
                file.parent.rmdir()
