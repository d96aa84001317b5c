"""Words of the glossary that groups of a workshop told an adult: kept beside its plan, seen by all once accepted."""

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from pcsol.model.workshop.booklets import Entry
from pcsol.store import medium
from pcsol.store.workshops.desk import WORKSHOPS

_FILE = "words.json"
_ENTRIES = TypeAdapter(list[Entry])


@dataclass(frozen=True, slots=True)
class FolderWords:
    """The accepted words of each workshop of a home, a file each."""

    home: Path

    def accepted(self, workshop: str) -> list[Entry]:
        """Return them; a file that cannot be read holds none. `workshop`: the id of one that is there."""
        with suppress(OSError, ValidationError):
            return _ENTRIES.validate_json((self.home / WORKSHOPS / workshop / _FILE).read_bytes())
        return []

    def accept(self, workshop: str, entry: Entry) -> None:
        """Keep a word; one of the same id takes the place of the earlier one. Raises StoreError."""
        kept = [one for one in self.accepted(workshop) if one.id != entry.id]
        content = json.dumps([one.to_json() for one in (*kept, entry)], ensure_ascii=False)
        medium.write_whole(self.home / WORKSHOPS / workshop / _FILE, content.encode())

    def withdraw(self, workshop: str, name: str) -> None:
        """Take a word away again. Raises StoreError."""
        left = [one.to_json() for one in self.accepted(workshop) if one.id != name]
        content = json.dumps(left, ensure_ascii=False)
        medium.write_whole(self.home / WORKSHOPS / workshop / _FILE, content.encode())
