"""Results of towers by the records that are kept here.

PCSOL_HOME/workshops/known/ID-g1.json    the comparisons and looks that were known when a group began
"""

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from pcsol.checklist.course import Course
from pcsol.checklist.results import Result, before_of, is_of_before, newest
from pcsol.errors import StoreError
from pcsol.model.noun import Noun
from pcsol.model.record import Record
from pcsol.model.workshop.room import Group, Plan
from pcsol.store import find, medium
from pcsol.store import home as house
from pcsol.store.workshops.desk import WORKSHOPS

_KNOWN = "known"


class _Known(Noun):
    """`looks` None: an earlier PCSol wrote it, which noted none."""

    records: tuple[str, ...]
    looks: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class FolderResults:
    """The results of a home: `Results`."""

    home: Path

    def begin(self, plan: Plan, group: Group) -> None:
        """Write them down, once. A file that is damaged is written anew."""
        if group.tower is not None and self._known(plan, group) is None:
            records = tuple(one.id for one in find.comparisons(self.home, group.tower))
            self._write(plan, group, _Known(records=records, looks=tuple(find.probe_files(self.home))))

    def settle(self, plan: Plan, group: Group, record: str | None) -> None:
        """Write down that the others are known. Looks that came since the group began stay what they are."""
        known = self._known(plan, group)
        if group.tower is None or known is None:
            return
        here = [one.id for one in find.comparisons(self.home, group.tower) if one.id != record]
        records = tuple(dict.fromkeys((*known.records, *here)))
        if records != known.records:
            self._write(plan, group, known.model_copy(update={"records": records}))

    def result(self, plan: Plan, group: Group, now: Course) -> Result | None:
        """Read what came since. Where nobody wrote down what was known, all that is here may be older, and is none.

        Nor is what was compared with a look that came since: it may be of the tower as it was put back.
        """
        known = self._known(plan, group)
        if group.tower is None or known is None:
            return None
        came = [one for one in find.comparisons(self.home, group.tower) if one.id not in known.records]
        late = self._late(came, known, now)
        return newest((one for one in came if before_of(one) not in late), now)

    def _late(self, came: Iterable[Record], known: _Known, now: Course) -> set[str]:
        """Return the looks that these begin with and that came since."""
        if known.looks is None:
            return set()
        began_with = set(filter(None, map(before_of, came))).difference(known.looks)
        files = find.probe_files(self.home) if began_with else {}
        return {one for one in began_with & files.keys() if not _is_of_before(files[one], now)}

    def _write(self, plan: Plan, group: Group, known: _Known) -> None:
        house.make(self.home)
        file = self._file(plan, group)
        try:
            medium.make_folder(file.parent.parent)
            medium.make_folder(file.parent)
        except OSError as err:
            raise medium.not_saved(err, file.parent) from err
        medium.write_whole(file, (json.dumps(known.to_json()) + "\n").encode())

    def _known(self, plan: Plan, group: Group) -> _Known | None:
        try:
            return _Known.model_validate_json(self._file(plan, group).read_bytes())
        except (FileNotFoundError, NotADirectoryError, ValidationError):
            return None
        except OSError as err:
            raise medium.not_saved(err, self._file(plan, group)) from err

    def _file(self, plan: Plan, group: Group) -> Path:
        return self.home / WORKSHOPS / _KNOWN / f"{plan.id}-{group.id}.json"


def _is_of_before(file: Path, now: Course) -> bool:
    """One that cannot be read may be any."""
    with suppress(StoreError):
        return is_of_before(find.read(file), now)
    return False
