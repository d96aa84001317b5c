"""One round: everything that waits goes to the hub once, tower by tower; what it does not take is left, or waits.

A record that fails holds back the later ones of its own tower, and no other tower. The towers come in a new order each
time: were the first ones to fail always, the last ones would never be reached.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random

from pcsol import __version__
from pcsol.errors import NotEnrolledError, RecordUnreadableError
from pcsol.i18n import _
from pcsol.model.letters.outbox import Damaged, Letter, Refusal
from pcsol.push.books import Books
from pcsol.push.parcels import Parcel, Sheet, parcels, together
from pcsol.push.tally import Tally
from pcsol.push.wire import answers
from pcsol.push.wire.answers import Heard
from pcsol.push.wire.line import Answer, Line, Silence
from pcsol.store.post import outbox

Told = Callable[[int, int], None]
_FEW = 3  # up to here each goes by itself
_NO_BATCHES = (404, 405, 501)
_NOT_AS_A_WHOLE = (*_NO_BATCHES, 400, 403, 413, 415, 422, 500)


@dataclass(slots=True)
class Round:
    """`told` hears how many letters of how many are dealt with."""

    books: Books
    line: Line
    told: Told = lambda _done, _of: None
    dice: Random = field(default_factory=Random)
    _tally: Tally = field(default_factory=Tally)
    _of: int = 0
    _batches: bool = True
    _hub_version: str | None = None

    def run(self, *, again: bool = False) -> Tally:
        """Send what waits, and with `again` what was refused before. Raises NotEnrolledError, HubStrangerError or
        StoreError."""
        towers, nameless = self.books.waiting()
        if any(towers.values()) and self._hub_answers():
            self._send(self._chosen(towers, again=again))
        self.books.settle()
        left = {letter.id for letters in self.books.waiting()[0].values() for letter in letters}
        self._tally.left = len(left - self.books.refused.keys()) - len(self._tally.damaged)
        self._tally.damaged += nameless
        return self._tally

    def _hub_answers(self) -> bool:
        told = self.line.ask("GET", "/healthz")
        if isinstance(told, Silence):
            self._tally.state, self._tally.why = "silent", told.why
            return False
        version = (told.plain or {}).get("pcsol")
        self._hub_version = version if isinstance(version, str) else None
        return True

    def _chosen(self, towers: Mapping[str, tuple[Letter, ...]], *, again: bool) -> dict[str, tuple[Letter, ...]]:
        names = sorted(towers)
        self.dice.shuffle(names)
        return {
            name: tuple(one for one in towers[name] if again or not self.books.is_held_back(one, self._hub_version))
            for name in names
        }

    def _send(self, towers: Mapping[str, tuple[Letter, ...]]) -> None:
        self._of = sum(map(len, towers.values()))
        self.told(0, self._of)
        for parcel in parcels(towers, self._read, self._tally.waits):
            if len(parcel) <= _FEW or not self._batches or not self._sent_together(parcel):
                self._one_by_one(parcel)
            self.books.write()

    def _read(self, letter: Letter) -> bytes | None:
        try:
            return outbox.content(letter)
        except RecordUnreadableError as err:
            self._tally.damaged.append(Damaged(file=letter.file, why=err.details))
            return None

    def _one_by_one(self, parcel: Parcel) -> None:
        for sheet in parcel:
            number, tower = sheet.letter.id, sheet.letter.tower
            if self._tally.waits(tower):
                continue
            told = self.line.ask("PUT", f"/api/v1/records/{number}", sheet.raw)
            if isinstance(told, Silence):
                self._tally.silent(told, {tower})
            elif self._is_there(sheet, answers.heard(number, told.status, told.plain), told):
                self.books.confirm((number,))

    def _sent_together(self, parcel: Parcel) -> bool:
        """Say whether the parcel was dealt with; False: each is to go by itself."""
        told = self.line.ask("POST", "/api/v1/records:batch", together(parcel))
        if isinstance(told, Silence):
            self._batches = False
            self._tally.silent(told, set() if told.reached else {sheet.letter.tower for sheet in parcel})
            return not told.reached
        results = (told.plain or {}).get("results") if told.status == 200 else None
        if isinstance(results, list):
            self._read_results(parcel, results, told)
            return True
        if told.status in _NOT_AS_A_WHOLE:
            self._batches = self._batches and told.status not in _NO_BATCHES
            return False
        for sheet in parcel:
            self._is_there(sheet, answers.heard("", told.status, told.plain), told)
        return True

    def _read_results(self, parcel: Parcel, results: list[object], told: Answer) -> None:
        by_id = {str(one.get("id", "")).lower(): one for one in results if isinstance(one, dict)}
        confirmed = []
        for sheet in parcel:
            one = by_id.get(sheet.letter.id, {})
            status = one.get("status")
            heard = answers.heard(sheet.letter.id, status if isinstance(status, int) else 0, one)
            if self._is_there(sheet, heard, told):
                confirmed.append(sheet.letter.id)
        self.books.confirm(confirmed)

    def _is_there(self, sheet: Sheet, heard: Heard, told: Answer) -> bool:
        """Take down what was said of a letter, and say whether the hub has it. Raises NotEnrolledError."""
        if heard.meaning == "out":
            raise _out(heard)
        if heard.meaning not in {"delivered", "refused"}:
            self._tally.wait(sheet.letter.tower, heard, told)
            return False
        self._tally.take(sheet.letter.id, heard)
        if heard.meaning == "refused":
            self.books.refuse(sheet.letter.id, _refusal(heard, self._hub_version))
        self.told(self._tally.dealt_with, self._of)
        return heard.meaning == "delivered"


def _refusal(heard: Heard, hub_version: str | None) -> Refusal:
    return Refusal(
        status=heard.status,
        reason=heard.reason,
        remedy=heard.remedy,
        since=datetime.now(UTC).replace(microsecond=0),
        pcsol=__version__,
        hub=hub_version,
    )


def _out(heard: Heard) -> NotEnrolledError:
    return NotEnrolledError(
        _("The records are safe here. The hub does not know this station any more: its token ended or was revoked."),
        remedy=_("Ask a coordinator for a code, then: `pcsol push --enrol CODE`."),
        details=f"{heard.status} {heard.reason}".strip(),
    )
