"""What waits, into a file that is carried to the hub by hand; and the receipt that came back beside such a file."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic_core import from_json

from pcsol import __version__
from pcsol.errors import CarriedFaultyError, RecordUnreadableError
from pcsol.i18n import _
from pcsol.judge.letters import bundle
from pcsol.model.letters.carried import OutboxHead, Receipt
from pcsol.model.letters.outbox import Damaged, Exported, Letter, Refusal, Refusals
from pcsol.store import home as house
from pcsol.store.letters import carried, receipts
from pcsol.store.letters.key import LetterKey, letter_key
from pcsol.store.post import enrolled, ledger, notes, outbox
from pcsol.tools import regular_file

_BEGIN = b'{"schema":"pcsol/outbox/'


def export(home: Path, file: Path, now: datetime, *, again: bool = False) -> Exported:
    """Take up the receipt beside the file, where there is one; then write all that waits into the file: with `again`
    also what was refused before, as always where another PCSol was refused than this one.

    Raises CarriedFaultyError for a receipt of another file, or a file that holds something else: then nothing is done.
    Raises StoreFullError, StoreReadOnlyError or StoreGoneError.
    """
    _refuse_what_is_not_ours(file)
    mark, key = enrolled.mark(enrolled.found(home)), letter_key(home)
    taken_up = _take_up(home, file, mark, key)
    found = outbox.waiting(home, mark)
    refused = notes.refusals(home, mark).refused
    held_back = {
        number: why for number, why in refused.items() if not again and not why.is_worth_another_try(__version__, None)
    }
    pile = _Pile(tuple(one for one in found.letters if one.id not in held_back))
    if pile.letters:
        settings, _fault = house.settled(home)
        head = OutboxHead(
            public_key=key.public.hex(),
            station=settings.station,
            structure=settings.structure,
            made_at=now,
            pcsol=__version__,
        )
        carried.write(file, head, pile.records(), key.private)
        receipts.beside(file).unlink(missing_ok=True)  # it was of the file that was there before
    return Exported(
        file=str(file),
        taken_up=taken_up,
        records=len(pile.letters) - len(pile.damaged) if pile.letters else None,
        refused=outbox.refused_among(found.letters, refused),
        damaged=(*found.damaged, *pile.damaged),
    )


@dataclass(slots=True)
class _Pile:
    """Letters that are read one by one as they are written; what cannot be read is left out, and told of."""

    letters: tuple[Letter, ...]
    damaged: list[Damaged] = field(default_factory=list)

    def records(self) -> Iterator[dict[str, Any]]:
        for letter in self.letters:
            try:
                plain = from_json(outbox.content(letter))
            except RecordUnreadableError as err:
                self.damaged.append(Damaged(file=letter.file, why=err.details))
                continue
            if bundle.is_carriable(plain):  # one that is not would spoil the whole file
                yield plain
            else:
                self.damaged.append(Damaged(file=letter.file, why=_("a number that JSON cannot hold, or too long")))


def _take_up(home: Path, file: Path, mark: str, key: LetterKey) -> int | None:
    receipt = receipts.read(file)
    if receipt is None:
        return None
    seen = carried.opened(file)
    if (receipt.sha256, receipt.key_id) != (seen.sha256, key.key_id):
        raise CarriedFaultyError(
            _("{file} is the receipt of another file, or of another station.").format(file=receipts.beside(file)),
            remedy=_("Move it away: its records are sent again, and the hub keeps none twice."),
        )
    known = {letter.id for letter in outbox.waiting(home, mark).letters}
    received = sorted(known.intersection(number.lower() for number in receipt.received))
    if received:
        ledger.note(home, mark, received)
    _note_refusals(home, mark, receipt, set(received))
    return len(received)


def _note_refusals(home: Path, mark: str, receipt: Receipt, received: set[str]) -> None:
    before = notes.refusals(home, mark)
    refused = {number: why for number, why in before.refused.items() if number not in received}
    for one in receipt.refused:
        refused[one.id.lower()] = Refusal(
            status=one.status, reason=one.what, remedy=one.remedy, since=receipt.made_at, pcsol=__version__
        )
    if refused != before.refused:
        notes.keep_refusals(home, Refusals(hub=mark, refused=refused))


def _refuse_what_is_not_ours(file: Path) -> None:
    """A name that was mistyped must not cost somebody a photo."""
    try:
        begin = regular_file.read(file, len(_BEGIN))
    except FileNotFoundError:
        return
    except OSError as err:
        begin, details = b"", str(err)
    else:
        details = ""
    if begin != _BEGIN:
        raise CarriedFaultyError(
            _("{file} is there already, and holds something else.").format(file=file),
            remedy=_("Name another file."),
            details=details,
        )
